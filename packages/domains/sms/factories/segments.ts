/** In how many parts a text is sent: what app.count_sms_segments says, computed where rows are made. */
export function segmentsOf(body: string): number {
  let units = 0;
  for (const letter of body) {
    if (EXTENDED.has(letter)) units += 2;
    else if (BASIC.has(letter)) units += 1;
    else return parts(body.length, 70, 67);
  }
  return parts(units, 160, 153);
}

function parts(units: number, single: number, several: number): number {
  return units <= single ? 1 : Math.ceil(units / several);
}

/** The alphabet of GSM 03.38, and its extension whose letters count twice. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');
