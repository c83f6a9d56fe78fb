"""The pictures that notes name: judged before they are opened, made plain, drawn within bounds."""
