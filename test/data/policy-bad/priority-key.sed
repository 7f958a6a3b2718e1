s/^  behind: {/  behnd: {/
