s/take: merged_into/take: id/
