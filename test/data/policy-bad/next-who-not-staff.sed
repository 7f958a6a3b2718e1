s/^  who: assignee$/  who: email/
