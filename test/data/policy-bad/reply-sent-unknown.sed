s/sent: asked/sent: askd/
