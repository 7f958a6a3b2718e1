s/^timezone: .*/timezone: ..\/..\/..\/etc\/passwd/
