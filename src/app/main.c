/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's program. It opens no network socket and leaves no core dump: a dump would hold what people said. */
#include <locale.h>
#include <sys/resource.h>

#include <glib/gi18n.h>

#include "ear-application.h"
#include "ear-dictionary.h"

/* A limit of 1 keeps the kernel from writing a file, since none that small is worth writing, and, unlike 0, also from
 * handing the dump to a program such as systemd-coredump. Making the process non-dumpable would do the same, but then
 * desktop portals (file dialogs, dark style) refuse it, since they cannot look at its /proc, and so does the leak
 * checker of the tests. */
static void
forbid_core_dumps (void)
{
  const struct rlimit limit = { 1, 1 };

  if (setrlimit (RLIMIT_CORE, &limit) != 0)
    g_warning ("Core dumps could not be forbidden.");
}

int
main (int argc, char **argv)
{
  g_autoptr (EarApplication) application = NULL;

  forbid_core_dumps ();
  ear_dictionary_forbid_files ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, EARSHOT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = ear_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
