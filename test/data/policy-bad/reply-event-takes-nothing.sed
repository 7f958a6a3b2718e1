s/{id: drafted, take: letter}/{id: drafted}/
