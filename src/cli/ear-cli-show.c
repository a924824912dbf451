/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show: one record with all its fields, and who gave each its value when. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-insight.h"

static const char *const kind_names[] = {
  "organisation", "device", "place", "group", "theme", "strategy", "priority", "mapping", "target", "session", "session-group", "participant",
  "participant-group", "contribution", "contribution-group", "coding", "action", "action-contribution", "action-theme",
  "action-priority", "action-group", "action-step", "action-telling", "coproduction", "coproduction-group", "agenda-item",
  "agenda-input", "agenda-support", "agenda-action", NULL,
};

static const EarOption options[] = {
  { "kind", 'k', N_ ("KIND"), N_ ("What it is, where records of several kinds are called that"), EAR_OPTION_PLAIN, kind_names },
  { "history", 0, NULL, N_ ("Show also the values that no longer hold"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

/* “standing” is shown, rival or earlier: of two rivals neither author had seen the other's. */
static const EarColumn columns[] = {
  { "kind", NULL, EAR_CELL_TEXT },
  { "id", NULL, EAR_CELL_TEXT },
  { "field", N_ ("Field"), EAR_CELL_TEXT },
  { NULL, N_ ("Value"), EAR_CELL_TEXT },
  { "value", NULL, EAR_CELL_TEXT },
  { "label", NULL, EAR_CELL_TEXT },
  { "by", N_ ("By"), EAR_CELL_TEXT },
  { "when", N_ ("When"), EAR_CELL_TEXT },
  { "standing", N_ ("Standing"), EAR_CELL_TEXT },
  { "local", NULL, EAR_CELL_FLAG },
};

typedef struct
{
  EarStore *store;
  EarRecord *record;
  EarOutput *output;
} Show;

static char *
author (EarStore *store, const EarId *device)
{
  char *name;

  if (ear_id_is_none (device))
    return g_strdup (_ ("comes with Earshot"));
  name = ear_cli_label (store, EAR_KIND_DEVICE, device);
  return name != NULL ? name : ear_id_to_string (device);
}

/* In universal time, to the second; what ships with Earshot was written at no moment of its own. */
static char *
moment (EarClock clock)
{
  g_autoptr (GDateTime) when = clock == 0 ? NULL : g_date_time_new_from_unix_utc ((gint64) (ear_clock_ms (clock) / 1000));

  return when == NULL ? NULL : g_date_time_format (when, "%Y-%m-%dT%H:%M:%SZ");
}

static void
add_version (Show *show, guint field, const EarVersion *version, const char *standing)
{
  const EarFieldInfo *info = ear_field_info (show->record->kind, field);
  g_autofree char *id = ear_id_to_string (&show->record->id);
  g_autofree char *by = author (show->store, &version->stamp.device);
  g_autofree char *when = moment (version->stamp.clock);
  g_autofree char *label = NULL;
  EarId target;

  if (info->type == EAR_TYPE_REFERENCE && ear_id_parse (version->value, &target))
    label = ear_cli_label (show->store, info->target, &target);
  ear_output_text (show->output, ear_kind_info (show->record->kind)->name);
  ear_output_text (show->output, id);
  ear_output_text (show->output, info->name);
  ear_output_text (show->output, label != NULL ? label : version->value);
  ear_output_text (show->output, version->value);
  ear_output_text (show->output, label);
  ear_output_text (show->output, by);
  ear_output_text (show->output, when);
  ear_output_text (show->output, standing);
  ear_output_flag (show->output, (info->flags & EAR_FIELD_LOCAL) != 0);
}

static gboolean
add_history (Show *show, guint field, GError **error)
{
  g_autoptr (GPtrArray) versions = ear_store_history (show->store, show->record->kind, &show->record->id, field, error);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    add_version (show, field, g_ptr_array_index (versions, i), "earlier");
  return versions != NULL;
}

static gboolean
add_fields (Show *show, gboolean with_history, GError **error)
{
  for (guint i = 0; i < ear_kind_info (show->record->kind)->n_fields; i++)
    {
      const EarField *field = &show->record->fields[i];

      /* That it is not deleted goes without saying, that it was brought back does not. */
      if (field->shown.value != NULL || (field->shown.stamp.clock != 0 && (i != EAR_FIELD_DELETED || with_history)))
        add_version (show, i, &field->shown, "shown");
      for (guint r = 0; field->rivals != NULL && r < field->rivals->len; r++)
        add_version (show, i, g_ptr_array_index (field->rivals, r), "rival");
      if (with_history && !add_history (show, i, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
get (EarStore *store, EarKind kind, const EarId *id, EarRecord **record, GError **error)
{
  g_autoptr (GError) local = NULL;

  *record = ear_store_get (store, kind, id, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* By what it is called, or by its id: then also when it is deleted or erased. */
static gboolean
find_in (EarStore *store, EarKind kind, const char *name, EarRecord **record, GError **error)
{
  g_autoptr (GError) local = NULL;
  EarId id;

  if (ear_id_parse (name, &id))
    return get (store, kind, &id, record, error);
  *record = NULL;
  if (ear_find (store, kind, name, &id, &local))
    return get (store, kind, &id, record, error);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
settle (const char *name, GPtrArray *found, GError **error)
{
  g_autoptr (GString) kinds = g_string_new (NULL);

  if (found->len == 1)
    return TRUE;
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (kinds, "%s%s", i == 0 ? "" : ", ", ear_kind_info (((EarRecord *) found->pdata[i])->kind)->name);
  if (found->len == 0)
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND, _ ("Nothing in this workbook is called “%s”."), name);
  else
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                 _ ("Records of several kinds are called “%s”: %s. Say which with --kind."), name, kinds->str);
  return FALSE;
}

static EarRecord *
find (EarStore *store, const char *name, const char *kind_name, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_record_free);

  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      EarRecord *record = NULL;

      if (kind_name != NULL && !g_str_equal (kind_name, ear_kind_info ((EarKind) kind)->name))
        continue;
      if (!find_in (store, (EarKind) kind, name, &record, error))
        return NULL;
      if (record != NULL)
        g_ptr_array_add (found, record);
    }
  return settle (name, found, error) ? g_ptr_array_steal_index (found, 0) : NULL;
}

static void
print_head (const EarRecord *record)
{
  g_autofree char *id = ear_id_to_string (&record->id);

  ear_output_say ("%s %s", ear_kind_info (record->kind)->name, id);
  if (record->erased)
    ear_output_say ("%s", _ ("This was erased because consent was withdrawn. Only its id is left."));
  else if (ear_record_is_deleted (record))
    ear_output_say ("%s", _ ("This is deleted."));
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = ear_cli_open (cli, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  g_autoptr (EarRecord) record = NULL;
  Show show = { .store = store, .output = output };

  record = store == NULL ? NULL : find (store, ear_cli_argument (cli, 1), ear_cli_value (cli, "kind"), error);
  if (record == NULL)
    return FALSE;
  show.record = record;
  if (!add_fields (&show, ear_cli_has (cli, "history"), error))
    return FALSE;
  if (cli->format == EAR_FORMAT_TEXT)
    print_head (record);
  if (cli->format != EAR_FORMAT_TEXT || !record->erased)
    ear_output_print (output);
  return TRUE;
}

const EarVerb ear_cli_show = {
  .name = "show",
  .arguments = "WORKBOOK RECORD",
  .summary = N_ ("Show one record: every field, who wrote it and when"),
  .details = N_ ("Shows one record, named by its id, ref, short name or name, with every field that has a value, who gave it that value, and "
                 "when in universal time. Where two people changed the same thing without seeing each other's change, both values are "
                 "shown. With --history the earlier ones are too."),
  .example = "--history thurrock.earshot CAR03",
  .options = options,
  .least = 2,
  .most = 2,
  .lists = TRUE,
  .run = run,
};
