s/^      sent: asked/      draft: none/
