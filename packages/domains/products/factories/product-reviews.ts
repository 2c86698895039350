import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { exampleEmail } from '@erp/kit/words';
import { reviewComment, reviewCount, reviewOf, reviewTitle } from '../demo/reviews.ts';
import { products } from './products.ts';
import '../tables.ts';

/** Reviews of all stars. Who wrote them is known once there are orders. */
export const productReviews = factory('product_review', {
  count: reviewCount,
  story: reviewOf,
  parents: { product_id: () => products },
  cells: {
    product_id: (review) => products.id(review.product),
    rating: (review) => review.rating,
    title: (review, draw, tenant) => reviewTitle(tenant, review, draw),
    comment: (review, draw, tenant) => (draw.chance(0.85) ? reviewComment(tenant, review, draw) : null),
    status: (review) => review.status,
    approved_at: (review) => (review.approvedAt === undefined ? null : time(review.approvedAt)),
    approved_by: (review) => (review.approvedAt === undefined ? null : review.moderator),
    helpful_count: (review, draw) => (review.status === 'approved' ? draw.skewed(18, 3) : 0),
    reviewer_name: (review) => `${review.firstName} ${review.lastName.slice(0, 1)}.`,
    reviewer_email: (review) => exampleEmail(review.firstName, review.lastName, review.number + 1),
    superseded_at: (review) => (review.supersededAt === undefined ? null : time(review.supersededAt)),
    created_at: (review) => time(review.writtenAt),
    updated_at: (review) => time(Math.max(review.judgedAt ?? 0, review.supersededAt ?? 0, review.writtenAt)),
  },
});
