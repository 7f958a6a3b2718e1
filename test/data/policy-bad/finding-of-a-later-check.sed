/^  - id: role-not-served$/{n;s/when: {/&finding: overuse, /}
