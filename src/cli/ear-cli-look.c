/* SPDX-License-Identifier: GPL-3.0-or-later */
/* look: what people wrote without knowing of each other, and settling it. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-look-work.h"

/* So many are read at once while one is looked for by its handle. */
#define BATCH 200

/* In the order of EarLookReason. */
static const char *const reasons[] = { "rivals", "deleted", "circle" };

static const EarOption options[] = {
  { "keep", 'k', N_ ("HANDLE-NUMBER"), N_ ("Keep this value, everywhere: 3fa9c2d1e0-2 is the second one of 3fa9c2d1e0"),
    EAR_OPTION_REPEATABLE, NULL },
  { "combine", 'c', N_ ("HANDLE"), N_ ("Put a text in place of all its values: what --text says, or else one made of them all"),
    EAR_OPTION_PLAIN, NULL },
  { "text", 't', N_ ("TEXT"), N_ ("The text that --combine puts there"), EAR_OPTION_PLAIN, NULL },
  { "dismiss", 'd', N_ ("HANDLE|all"), N_ ("Leave what shows: the latest value, of permissions the strictest"), EAR_OPTION_REPEATABLE, NULL },
  { "limit", 0, N_ ("NUMBER"), N_ ("List at most so many things"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn columns[] = {
  { "handle", N_ ("Handle"), EAR_CELL_TEXT },
  { "reason", NULL, EAR_CELL_TEXT },
  { "kind", NULL, EAR_CELL_TEXT },
  { "id", NULL, EAR_CELL_TEXT },
  { "field", NULL, EAR_CELL_TEXT },
  { NULL, N_ ("What"), EAR_CELL_TEXT },
  { "shows", N_ ("Shows"), EAR_CELL_FLAG },
  { "value", NULL, EAR_CELL_TEXT },
  { "text", N_ ("Value"), EAR_CELL_TEXT },
  { "device", N_ ("Who"), EAR_CELL_TEXT },
  { "organisation", N_ ("Organisation"), EAR_CELL_TEXT },
  { "written", N_ ("When"), EAR_CELL_TEXT },
  { "label", N_ ("Where"), EAR_CELL_TEXT },
  { "speaker", N_ ("Speaker"), EAR_CELL_TEXT },
  { "session", N_ ("Conversation"), EAR_CELL_TEXT },
  { "before", N_ ("Before"), EAR_CELL_TEXT },
  { "holds", N_ ("Holds meanwhile"), EAR_CELL_TEXT },
};

/* What nobody reads in a value that stands for itself. */
static const char *
readable (const EarLookItem *item, const EarLookValue *value)
{
  if (item->field == EAR_FIELD_DELETED && item->reason == EAR_LOOK_DELETED && value->value == NULL)
    return value->text;
  if (item->field == EAR_FIELD_DELETED)
    return value->value != NULL ? _ ("deleted") : _ ("not deleted");
  if (item->reason == EAR_LOOK_CIRCLE && value->value == NULL)
    return _ ("at the top");
  return value->text;
}

static void
add_value (EarOutput *output, const EarLookItem *item, guint number)
{
  const EarLookValue *value = item->values->pdata[number];
  g_autofree char *handle = g_strdup_printf ("%s-%u", item->handle, number + 1);
  g_autofree char *what
    = g_strdup_printf ("%s: %s", ear_look_kind_label (item->kind), ear_look_field_label (item->kind, item->field));
  char written[EAR_CLOCK_TEXT_SIZE];

  ear_output_text (output, handle);
  ear_output_text (output, reasons[item->reason]);
  ear_output_text (output, ear_kind_info (item->kind)->name);
  ear_output_id (output, &item->id);
  ear_output_text (output, ear_field_info (item->kind, item->field)->name);
  ear_output_text (output, what);
  ear_output_flag (output, number == 0);
  ear_output_text (output, value->value);
  ear_output_text (output, readable (item, value));
  ear_output_text (output, value->device);
  ear_output_text (output, value->organisation);
  ear_output_text (output, value->stamp.clock == 0 ? NULL : ear_clock_format (value->stamp.clock, written));
  ear_output_text (output, item->label);
  ear_output_text (output, item->speaker);
  ear_output_text (output, item->session);
  ear_output_text (output, item->before);
  ear_output_text (output, item->holds);
}

static gboolean
print (EarCli *cli, EarStore *store, guint limit, GError **error)
{
  g_autoptr (GPtrArray) items = ear_look_list (store, 0, limit, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const EarLookItem *item = items->pdata[i];

      for (guint value = 0; value < item->values->len; value++)
        add_value (output, item, value);
    }
  if (items == NULL)
    return FALSE;
  ear_output_print (output);
  return TRUE;
}

/* @text: a handle, or one with a value's number behind it; @number: (out): from 0, the first where there is none */
static EarLookItem *
find (EarStore *store, const char *text, guint *number, GError **error)
{
  const char *dash = strchr (text, '-');
  g_autofree char *handle = dash == NULL ? g_strdup (text) : g_strndup (text, (gsize) (dash - text));
  guint64 asked = 1;

  for (guint offset = 0;; offset += BATCH)
    {
      g_autoptr (GPtrArray) items = ear_look_list (store, offset, BATCH, error);

      if (items == NULL)
        return NULL;
      for (guint i = 0; i < items->len; i++)
        {
          EarLookItem *item = items->pdata[i];

          if (!g_str_equal (item->handle, handle)
              || (dash != NULL && !g_ascii_string_to_unsigned (dash + 1, 10, 1, item->values->len, &asked, NULL)))
            continue;
          *number = (guint) asked - 1;
          return g_ptr_array_steal_index (items, i);
        }
      if (items->len < BATCH)
        break;
    }
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
               _ ("Nothing that needs a look is called “%s”. Nothing was changed. “%s look WORKBOOK” shows what does; a handle is another "
                  "one once something changed."),
               text, EAR_CLI_NAME);
  return NULL;
}

static gboolean
keep (EarCli *cli, EarStore *store, guint *n, GError **error)
{
  const char *const *handles = ear_cli_values (cli, "keep");

  for (guint i = 0; handles != NULL && handles[i] != NULL; i++)
    {
      guint number;
      g_autoptr (EarLookItem) item = find (store, handles[i], &number, error);

      if (item == NULL || !ear_look_keep (store, item, number, NULL, error))
        return FALSE;
      (*n)++;
    }
  return TRUE;
}

static gboolean
combine (EarCli *cli, EarStore *store, guint *n, GError **error)
{
  const char *handle = ear_cli_value (cli, "combine");
  guint number;
  g_autoptr (EarLookItem) item = handle == NULL ? NULL : find (store, handle, &number, error);
  g_autofree char *text = NULL;

  if (handle == NULL || item == NULL)
    return handle == NULL;
  if (!ear_look_can_combine (item))
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_INPUT,
                   _ ("The values of “%s” are no texts that can be combined. Nothing was changed. Keep one of them with --keep."), handle);
      return FALSE;
    }
  text = ear_cli_has (cli, "text") ? g_strdup (ear_cli_value (cli, "text")) : ear_look_propose (item);
  (*n)++;
  return ear_look_combine (store, item, text, NULL, error);
}

static gboolean
dismiss (EarCli *cli, EarStore *store, guint *n, GError **error)
{
  const char *const *handles = ear_cli_values (cli, "dismiss");

  for (guint i = 0; handles != NULL && handles[i] != NULL; i++)
    {
      guint number, all = 0;
      g_autoptr (EarLookItem) item = NULL;

      if (g_str_equal (handles[i], "all"))
        {
          if (!ear_look_dismiss_all (store, &all, NULL, error))
            return FALSE;
          *n += all;
          continue;
        }
      item = find (store, handles[i], &number, error);
      if (item == NULL || !ear_look_keep (store, item, 0, NULL, error))
        return FALSE;
      (*n)++;
    }
  return TRUE;
}

/* All that one command says is decided, or nothing. */
static gboolean
decide (EarCli *cli, EarStore *store, GError **error)
{
  guint n = 0;

  if (!ear_store_begin (store, error))
    return FALSE;
  if (!keep (cli, store, &n, error) || !combine (cli, store, &n, error) || !dismiss (cli, store, &n, error))
    {
      ear_store_rollback (store);
      return FALSE;
    }
  if (!ear_store_commit (store, error))
    return FALSE;
  if (cli->format == EAR_FORMAT_TEXT)
    ear_output_say (ngettext ("%u thing is settled, here and wherever this workbook is merged.",
                              "%u things are settled, here and wherever this workbook is merged.", n), n);
  return TRUE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  gboolean decides = ear_cli_has (cli, "keep") || ear_cli_has (cli, "combine") || ear_cli_has (cli, "dismiss");
  g_autoptr (EarStore) store = NULL;
  guint limit = 0;

  if (ear_cli_has (cli, "text") && !ear_cli_has (cli, "combine"))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--text goes with --combine."));
      return FALSE;
    }
  if (!ear_cli_number (cli, "limit", G_MAXINT, &limit, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  return decides ? decide (cli, store, error) : print (cli, store, limit, error);
}

G_STATIC_ASSERT (EAR_LOOK_RIVALS == 0 && EAR_LOOK_DELETED == 1 && EAR_LOOK_CIRCLE == 2);

const EarVerb ear_cli_look = {
  .name = "look",
  .arguments = "WORKBOOK",
  .summary = N_ ("List what two people changed without knowing of each other, and settle it"),
  .details = N_ ("Both values are kept, and the latest shows; of permissions the strictest holds until it is decided. Each value has a line, with who gave it, when, and what it belongs to; the "
                 "lines of one question have the same handle, and the first of them is what shows. Before is what was there before all of "
                 "them.\n"
                 "The reason “rivals” means that none of those who wrote had seen the others; “deleted” that somebody wrote in a record "
                 "which somebody else had deleted; “circle” that two moves made a circle, so that the latest is left out.\n"
                 "A decision is an edit like any other and settles the question wherever it is merged. All that one command decides is "
                 "decided, or nothing."),
  .example = "coordinator.earshot --keep 3fa9c2d1e0-2",
  .options = options,
  .least = 1,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
