/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code: gives voices themes. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-csv-table.h"
#include "ear-insight.h"

static const EarOption options[] = {
  { "from", 0, N_ ("FILE"), N_ ("Read a CSV file with the columns ref and themes; several themes are separated by “;”"),
    EAR_OPTION_FILE, NULL },
  { "coder", 'c', N_ ("NAME"), N_ ("Who chose the themes; this laptop without it"), EAR_OPTION_PLAIN, NULL },
  { "skip-missing", 0, NULL, N_ ("Pass over rows of the file whose ref is not in the workbook, rather than refuse the file"),
    EAR_OPTION_PLAIN, NULL },
  { NULL },
};

typedef struct
{
  EarCli *cli;
  EarStore *store;
  const char *coder;
  guint n_voices, n_themes, n_missing;
} Coding;

static gboolean
code_one (Coding *self, const EarId *contribution, const char *theme_name, GError **error)
{
  EarId theme;

  if (!ear_cli_find (self->store, EAR_KIND_THEME, theme_name, &theme, error)
      || !ear_cli_code_voice (self->store, contribution, &theme, self->coder, error))
    return FALSE;
  self->n_themes++;
  return TRUE;
}

static gboolean
code_row (Coding *self, const EarCsvRow *row, guint ref, guint themes, GError **error)
{
  g_auto (GStrv) names = g_strsplit (row->cells[themes], ";", -1);
  g_autoptr (GError) local = NULL;
  EarId contribution;

  if (!ear_cli_find (self->store, EAR_KIND_CONTRIBUTION, row->cells[ref], &contribution, &local))
    {
      if (g_error_matches (local, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND) && ear_cli_has (self->cli, "skip-missing"))
        {
          self->n_missing++;
          return TRUE;
        }
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (*g_strstrip (names[i]) != '\0' && !code_one (self, &contribution, names[i], error))
        return FALSE;
    }
  self->n_voices++;
  return TRUE;
}

static gboolean
find_column (const EarCsvTable *table, const char *name, guint *column, GError **error)
{
  const EarCsvRow *header = g_ptr_array_index (table->rows, 0);

  for (guint i = 0; i < header->n_cells; i++)
    {
      if (g_ascii_strcasecmp (header->cells[i], name) == 0)
        {
          *column = i;
          return TRUE;
        }
    }
  ear_csv_fail (error, table->name, header->line, _ ("There is no column “%s”; expected “ref” and “themes”."), name);
  return FALSE;
}

static gboolean
code_from_file (Coding *self, const char *path, GError **error)
{
  g_autoptr (EarCsvTable) table = ear_csv_table_read (path, error);
  guint ref, themes;

  if (table == NULL || !find_column (table, "ref", &ref, error) || !find_column (table, "themes", &themes, error))
    return FALSE;
  for (guint i = 1; i < table->rows->len; i++)
    {
      const EarCsvRow *row = g_ptr_array_index (table->rows, i);

      if (g_cancellable_set_error_if_cancelled (self->cli->cancellable, error))
        return FALSE;
      if (!code_row (self, row, ref, themes, error))
        {
          g_prefix_error (error, _ ("“%s”, line %u: "), table->name, row->line);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
code_arguments (Coding *self, GError **error)
{
  EarId contribution;

  if (!ear_cli_find (self->store, EAR_KIND_CONTRIBUTION, ear_cli_argument (self->cli, 1), &contribution, error))
    return FALSE;
  for (guint i = 2; ear_cli_argument (self->cli, i) != NULL; i++)
    {
      if (!code_one (self, &contribution, ear_cli_argument (self->cli, i), error))
        return FALSE;
    }
  self->n_voices++;
  return TRUE;
}

static gboolean
check_usage (EarCli *cli, GError **error)
{
  gboolean from = ear_cli_has (cli, "from");

  if (from ? cli->arguments->len == 1 : cli->arguments->len >= 3 && !ear_cli_has (cli, "skip-missing"))
    return TRUE;
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                       _ ("Name one contribution and its themes, or a file with --from, but not both."));
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *from = ear_cli_value (cli, "from");
  g_autoptr (EarStore) store = NULL;
  g_autofree char *coder = NULL;
  Coding self = { .cli = cli };

  if (!check_usage (cli, error))
    return FALSE;
  self.store = store = ear_cli_open (cli, error);
  if (store == NULL || !ear_store_begin (store, error))
    return FALSE;
  self.coder = coder = ear_cli_coder (cli, store);
  if (!(from != NULL ? code_from_file (&self, from, error) : code_arguments (&self, error)))
    {
      ear_store_rollback (store);
      return FALSE;
    }
  if (!ear_store_commit (store, error))
    return FALSE;
  ear_output_say (_ ("Voices coded: %u, with themes: %u."), self.n_voices, self.n_themes);
  if (self.n_missing > 0)
    ear_output_say (_ ("Rows passed over, since their ref is not in the workbook: %u."), self.n_missing);
  return TRUE;
}

const EarVerb ear_cli_code = {
  .name = "code",
  .arguments = "WORKBOOK [CONTRIBUTION THEME…]",
  .summary = N_ ("Give voices themes"),
  .details = N_ ("Gives one contribution, named by its ref or id, one or more themes, named by their short name, name or id. "
                 "With --from many are coded from a file, whole or not at all. Giving the same theme again changes nothing."),
  .example = "--coder \"Second reader\" thurrock.earshot CAR03 carers-breaks choice-of-support",
  .options = options,
  .least = 1,
  .most = G_MAXUINT,
  .run = run,
};
