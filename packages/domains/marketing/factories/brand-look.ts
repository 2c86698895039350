import { staffWithRole, type Trade } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { brands } from '@erp/system/factories/brands';
import '../tables.ts';

const WORDS: Record<Trade, { readonly story: string; readonly slogan: string; readonly tagline: string }> = {
  jewelry: {
    story: 'Two goldsmiths, one workshop, and customers who come back for their children.',
    slogan: 'Worn every day.',
    tagline: 'Fine jewelry',
  },
  home_goods: {
    story: 'It began with a table that nobody sold the way we wanted it.',
    slogan: 'Things that stay.',
    tagline: 'For the home',
  },
  food: {
    story: 'We drove to the makers until we knew all of them by name.',
    slogan: 'Taste who made it.',
    tagline: 'Good food',
  },
};

const COLORS: Record<Trade, readonly string[]> = {
  jewelry: ['#8a6d3b', '#f4ecdc', '#2b2b2b'],
  home_goods: ['#4f6d5a', '#e9e4da', '#333a36'],
  food: ['#a8402d', '#f6e3b4', '#2f2a26'],
};

const brandCount = () => 1;
const brandOf = (_tenant: unknown, number: number) => number;

/** What the brand says of itself. */
export const brandSettings = factory('mkt_brand_settings', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  parents: { brand_id: () => brands },
  cells: {
    brand_id: (brand: number) => brands.id(brand),
    story: (_brand, _draw, tenant) => WORDS[tenant.trade].story,
    slogan: (_brand, _draw, tenant) => WORDS[tenant.trade].slogan,
    tagline: (_brand, _draw, tenant) => WORDS[tenant.trade].tagline,
    vision: 'To be the first address that people think of.',
    mission: 'Good things, fairly made, at an honest price.',
    created_by: (_brand, _draw, tenant) => staffWithRole(tenant, 'owner'),
    updated_by: (_brand, _draw, tenant) => staffWithRole(tenant, 'owner'),
    created_at: (_brand, _draw, tenant) => time(tenant.since),
    updated_at: (_brand, _draw, tenant) => time(tenant.since),
  },
});

const CATEGORIES = ['primary', 'secondary', 'neutral'] as const;

/** A color of each category. */
export const brandColors = factory('mkt_brand_colors', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  most: CATEGORIES.length,
  rows: (brand) => CATEGORIES.map((category, n) => ({ brand, category, n })),
  parents: { brand_id: () => brands },
  cells: {
    brand_id: ({ brand }) => brands.id(brand),
    name: ({ category }) => `Our ${category}`,
    hex: ({ n }, _draw, tenant) => COLORS[tenant.trade][n] as string,
    category: ({ category }) => category,
    usage: ({ n }) => ['Titles and buttons.', 'Backgrounds.', 'Running text.'][n] ?? null,
    sort_order: ({ n }) => n,
    created_at: (_color, _draw, tenant) => time(tenant.since),
    updated_at: (_color, _draw, tenant) => time(tenant.since),
  },
});

const STYLES = [
  { name: 'Title', font: 'Fraunces', size: '2.5rem', weight: 600, line: '1.2', category: 'headings' },
  { name: 'Text', font: 'Inter', size: '16px', weight: 400, line: '1.5', category: 'body' },
] as const;

/** Titles and text. */
export const brandTypography = factory('mkt_brand_typography', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  most: STYLES.length,
  rows: (brand) => STYLES.map((style, n) => ({ brand, style, n })),
  parents: { brand_id: () => brands },
  cells: {
    brand_id: ({ brand }) => brands.id(brand),
    name: ({ style }) => style.name,
    font_family: ({ style }) => style.font,
    size: ({ style }) => style.size,
    weight: ({ style }) => style.weight,
    line_height: ({ style }) => style.line,
    category: ({ style }) => style.category,
    sort_order: ({ n }) => n,
    created_at: (_style, _draw, tenant) => time(tenant.since),
    updated_at: (_style, _draw, tenant) => time(tenant.since),
  },
});

const FORMS = ['primary', 'dark', 'icon_only', 'monochrome'] as const;

/** The logo in each of its forms. */
export const brandLogos = factory('mkt_brand_logos', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  most: FORMS.length,
  rows: (brand) => FORMS.map((form, n) => ({ brand, form, n })),
  parents: { brand_id: () => brands },
  cells: {
    brand_id: ({ brand }) => brands.id(brand),
    name: ({ form }) => `Logo, ${form.replace('_', ' ')}`,
    variation_type: ({ form }) => form,
    is_primary: true,
    logo_url: ({ form }, _draw, tenant) => `https://${tenant.slug}.example.com/brand/${form}.svg`,
    background_color: ({ form }) => (form === 'dark' ? '#1b1b1b' : '#ffffff'),
    is_dark: ({ form }) => form === 'dark',
    sort_order: ({ n }) => n,
    created_at: (_logo, _draw, tenant) => time(tenant.since),
    updated_at: (_logo, _draw, tenant) => time(tenant.since),
  },
});

const RULES = [
  {
    title: 'Room around the logo',
    category: 'logo_usage',
    items: ['At least its own height.', 'Never on pictures.'],
  },
  {
    title: 'Two fonts, no third',
    category: 'typography_rules',
    items: ['Titles in one, text in the other.'],
  },
  { title: 'Little of the first color', category: 'color_application', items: ['One accent per page.'] },
  {
    title: 'How we speak',
    category: 'voice_tone',
    items: ['Short sentences.', 'No superlatives.', 'We say who made it.'],
  },
] as const;

/** A rule of each category. */
export const brandGuidelines = factory('mkt_brand_guidelines', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  most: RULES.length,
  rows: (brand) => RULES.map((rule, n) => ({ brand, rule, n })),
  parents: { brand_id: () => brands },
  cells: {
    brand_id: ({ brand }) => brands.id(brand),
    title: ({ rule }) => rule.title,
    category: ({ rule }) => rule.category,
    items: ({ rule }) => JSON.stringify(rule.items) as never,
    sort_order: ({ n }) => n,
    created_at: (_rule, _draw, tenant) => time(tenant.since),
    updated_at: (_rule, _draw, tenant) => time(tenant.since),
  },
});
