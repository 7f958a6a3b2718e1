s/your supervisor, {copies}/your supervisor, {copies/
