// Dark or light: as the system has it until the reader chooses, then as chosen.
import { useEffect, useState } from "preact/hooks";

type Theme = "dark" | "light";

export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(() => chosen() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const other: Theme = theme === "dark" ? "light" : "dark";
  const change = () => {
    keep(other);
    setTheme(other);
  };
  return (
    <button type="button" class="theme" data-testid="theme" onClick={change}>
      {other === "dark" ? "Dark" : "Light"}
    </button>
  );
}

// A browser may refuse storage; the choice then lasts until the page is left.
function chosen(): Theme | null {
  try {
    const kept = localStorage.getItem("legation-theme");
    return kept === "dark" || kept === "light" ? kept : null;
  } catch {
    return null;
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem("legation-theme", theme);
  } catch {
    return;
  }
}
