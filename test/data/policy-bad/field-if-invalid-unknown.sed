s/if_invalid: review/if_invalid: revue/
