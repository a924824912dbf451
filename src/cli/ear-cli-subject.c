/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which report is meant: its kind, what it is about, and by which rules small numbers are protected. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

/* Its kind and rules, which need no workbook: a mistake in them is told before one is opened. */
gboolean
ear_cli_read_subject (EarCli *cli, EarCliSubject *subject, GError **error)
{
  const char *protect = ear_cli_value (cli, "protect"), *template = ear_cli_value (cli, "template");

  subject->options = (EarReportOptions){ .kind = EAR_REPORT_ANNUAL, .protect = &subject->preset, .cancellable = cli->cancellable };
  if (template != NULL && !ear_report_template_from_name (template, &subject->options.kind))
    {
      g_autofree char *list = ear_report_template_list ();

      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("There is no kind of report “%s”. There are: %s."), template, list);
      return FALSE;
    }
  return ear_cli_read_preset (protect == NULL ? "nhs" : protect, &subject->preset, error);
}

/* What it is about. */
gboolean
ear_cli_find_subject (EarCli *cli, EarStore *store, EarCliSubject *subject, GError **error)
{
  EarReportOptions *options = &subject->options;

  return ear_cli_find_option (cli, store, "strategy", EAR_KIND_STRATEGY, &subject->strategy, &options->strategy, error)
         && ear_cli_find_option (cli, store, "group", EAR_KIND_GROUP, &subject->group, &options->group, error)
         && ear_cli_find_option (cli, store, "place", EAR_KIND_PLACE, &subject->place, &options->place, error);
}
