s/{id: ovc-grantee, when: {ovc_grantee: yes}/{id: ovc-grantee, when: {early_outcome: redirect}/
