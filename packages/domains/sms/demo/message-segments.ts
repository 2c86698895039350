/** The alphabet of GSM 03.38, and its extension whose letters count twice; as app.count_sms_segments has them. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');

/** In how many parts a text is sent. */
export function segmentsOf(body: string | null): number {
  let units = 0;
  let plain = true;
  for (const letter of body ?? '') {
    if (EXTENDED.has(letter)) units += 2;
    else if (BASIC.has(letter)) units += 1;
    else plain = false;
  }
  if (plain) return units <= 160 ? 1 : Math.ceil(units / 153);
  const wide = (body ?? '').length;
  return wide <= 70 ? 1 : Math.ceil(wide / 67);
}
