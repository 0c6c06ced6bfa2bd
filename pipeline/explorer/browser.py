"""An address in, the user's browser at that address out, where there is one with a window."""

import os
import threading
import webbrowser


def open_browser(address: str) -> bool:
    """Open the address in the browser, in the background; False where there is none but such as would take over the terminal."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser and not os.environ.get("BROWSER"):
        return False
    threading.Thread(target=browser.open, args=(address,), daemon=True).start()
    return True
