/** A fault for each of `campaignInvariants`. */
export const campaignFaults = {
  campaign_spent: 'UPDATE mkt_campaigns SET spent = spent + 1 WHERE id = 1',
  campaign_history_complete: "DELETE FROM mkt_campaign_status_history WHERE to_status = 'planning'",
  activity_moved_to_its_day: `
    UPDATE mkt_campaign_activities SET activity_date = activity_date + 1
    WHERE id IN (SELECT activity_id FROM mkt_campaign_activities_history)`,
  link_figures: 'UPDATE mkt_utm_links SET clicks = clicks + 1 WHERE id = 1',
  conversion_follows_order: 'UPDATE mkt_utm_conversions SET cancelled_at = converted_at',
  conversion_by_its_click: 'UPDATE mkt_utm_conversions SET commission_rate = 3 WHERE commission_rate IS NULL',
  folder_is_not_in_itself: 'UPDATE mkt_asset_folders SET parent_folder_id = 2 WHERE id = 1',
  link_leads_to_its_page: "UPDATE mkt_utm_links SET source = 'elsewhere'",
};
