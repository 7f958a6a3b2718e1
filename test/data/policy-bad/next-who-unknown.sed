s/^  who: assignee$/  who: asignee/
