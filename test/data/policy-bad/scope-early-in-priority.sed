s/{id: ovc-grantee, when: {is: grantee}/{id: ovc-grantee, when: {early_outcome: redirect}/
