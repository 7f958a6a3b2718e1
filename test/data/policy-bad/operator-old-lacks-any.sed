s/{lacks: uscis-decision}/{lacks_any: [uscis-decision]}/
