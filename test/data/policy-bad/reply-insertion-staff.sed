s/^    With kind regards,/    {assignee}/
