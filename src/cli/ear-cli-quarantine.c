/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quarantine: what came and waits for a person to decide. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-merge.h"

static const char *const words[] = { "list", "release", "drop", NULL };

/* In the order of EarQuarantineReason. */
static const char *const reasons[] = { "clock", "sender", "removal" };

static const EarColumn columns[] = {
  { "number", N_ ("Number"), EAR_CELL_NUMBER },
  { "reason", N_ ("Reason"), EAR_CELL_TEXT },
  { "kind", N_ ("Kind"), EAR_CELL_TEXT },
  { "label", N_ ("Label"), EAR_CELL_TEXT },
  { "latest", N_ ("Written"), EAR_CELL_TEXT },
  { "sender", N_ ("Sender"), EAR_CELL_TEXT },
  { "file", N_ ("File"), EAR_CELL_TEXT },
  { "id", NULL, EAR_CELL_TEXT },
};

static gboolean
print (EarCli *cli, GPtrArray *list)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < list->len; i++)
    {
      const EarQuarantined *item = list->pdata[i];
      char latest[EAR_CLOCK_TEXT_SIZE];

      ear_output_number (output, item->n);
      ear_output_text (output, (gsize) item->reason < G_N_ELEMENTS (reasons) ? reasons[item->reason] : NULL);
      ear_output_text (output, ear_kind_info (item->kind)->name);
      ear_output_text (output, item->label);
      ear_output_text (output, item->latest == 0 ? NULL : ear_clock_format (item->latest, latest));
      if (ear_id_is_none (&item->sender))
        ear_output_text (output, NULL);
      else
        ear_output_id (output, &item->sender);
      ear_output_text (output, item->file);
      ear_output_id (output, &item->id);
    }
  ear_output_print (output);
  return TRUE;
}

static gboolean
is_there (GPtrArray *list, gint64 n)
{
  for (guint i = 0; i < list->len; i++)
    {
      if (((const EarQuarantined *) list->pdata[i])->n == n)
        return TRUE;
    }
  return FALSE;
}

static gboolean
choose (EarCli *cli, GPtrArray *list, GArray *items, GError **error)
{
  for (guint at = 2; at < cli->arguments->len; at++)
    {
      const char *text = ear_cli_argument (cli, at);
      gint64 n;

      if (g_str_equal (text, "all"))
        {
          for (guint i = 0; i < list->len; i++)
            g_array_append_val (items, ((EarQuarantined *) list->pdata[i])->n);
          continue;
        }
      if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &n, NULL) || !is_there (list, n))
        {
          g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                       _ ("Nothing waits under the number “%s”. Nothing was changed. “%s quarantine WORKBOOK” shows what does."), text,
                       EAR_CLI_NAME);
          return FALSE;
        }
      g_array_append_val (items, n);
    }
  return TRUE;
}

static gboolean
decide (EarCli *cli, EarStore *store, GPtrArray *list, gboolean release, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 *numbers;

  if (!choose (cli, list, items, error))
    return FALSE;
  numbers = (const gint64 *) (gconstpointer) items->data;
  if (!(release ? ear_quarantine_release : ear_quarantine_drop) (store, numbers, items->len, error))
    return FALSE;
  if (cli->format != EAR_FORMAT_TEXT)
    return TRUE;
  ear_output_say (release ? ngettext ("%u record no longer waits and is merged.", "%u records no longer wait and are merged.", items->len)
                          : ngettext ("%u record is forgotten. Merging its file again brings it back.",
                                      "%u records are forgotten. Merging their files again brings them back.", items->len),
                  items->len);
  return TRUE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *what = cli->arguments->len > 1 ? ear_cli_argument (cli, 1) : "list";
  g_autoptr (EarStore) store = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (!g_strv_contains (words, what) || g_str_equal (what, "list") != (cli->arguments->len < 3))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           _ ("Say “list”, or “release” or “drop” with the numbers that “list” shows, or with “all”."));
      return FALSE;
    }
  store = ear_cli_open (cli, error);
  list = store == NULL ? NULL : ear_quarantine_list (store, error);
  if (list == NULL)
    return FALSE;
  return g_str_equal (what, "list") ? print (cli, list) : decide (cli, store, list, g_str_equal (what, "release"), error);
}

const EarVerb ear_cli_quarantine = {
  .name = "quarantine",
  .arguments = "WORKBOOK [list|release|drop] [NUMBER…|all]",
  .summary = N_ ("Look at what waits to be merged, and decide"),
  .details = N_ ("Records wait when they came from a device that nobody here has accepted (sender), when they were written more than a "
                 "day in the future (clock), or when they waited for their sender and would remove much that others wrote (removal). "
                 "“release” merges them after all, “drop” forgets them. To let in all that a device sends, see “devices”."),
  .example = "coordinator.earshot release 3 4",
  .words = words,
  .least = 1,
  .most = G_MAXUINT,
  .lists = TRUE,
  .run = run,
};
