/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words stand in the record only where they may be quoted and nobody has to decide about them first; of other voices that may be
 * told in other words only their themes. Internal voices are in no record. Who said it is said by table, never by speaker, and
 * by no table at which few people sat. */
#include "ear-assembly-record.h"

#include <glib/gi18n-lib.h>

#include "ear-assembly-figures.h"
#include "ear-document.h"
#include "ear-terms.h"

/* In characters. Longer ones are left out whole, since to shorten them would be to change them. */
#define MAX_QUOTATION 600

typedef struct
{
  const EarAssembly *assembly;
  EarAssemblyFigures *figures;
  EarQuoteCheck *check;
  EarDocument *document;
  guint n_waiting; /* quotations that nobody has decided about */
} Record;

static gboolean
is_internal (const Record *record)
{
  return ear_preset_is_internal (&record->figures->preset);
}

static void
add_printed (Record *record, char *text)
{
  ear_document_add_paragraph (record->document, text);
  g_free (text);
}

static const char *
table_name (const Record *record, const EarAssemblyTable *table)
{
  if (table != NULL && ear_figures_may_name (record->figures, table))
    return table->label;
  return record->assembly->tables->len == 0 ? NULL : _ ("smaller tables");
}

static void
append_name (GString *names, const char *name)
{
  g_auto (GStrv) there = g_strsplit (names->str, ", ", -1);

  if (name != NULL && !g_strv_contains ((const char *const *) there, name))
    g_string_append_printf (names, "%s%s", names->len == 0 ? "" : ", ", name);
}

static gboolean
may_be_told (const EarAssemblyInput *input)
{
  const char *permission = input->voice->permission;

  return g_strcmp0 (permission, EAR_PERMISSION_QUOTE) == 0 || g_strcmp0 (permission, EAR_PERMISSION_PARAPHRASE) == 0;
}

/* Where and when it was is said of the whole Assembly, and a table that is named had more people than the preset hides: that few
 * voices are of one group, place and year is no sign here, since the record says none of these of anybody. */
static gboolean
may_stand (const Record *record, const EarQuoteResult *result)
{
  if (result->decision == EAR_QUOTE_LEAVE_OUT)
    return FALSE;
  return is_internal (record) || result->decision != EAR_QUOTE_UNDECIDED || (result->signs & ~EAR_QUOTE_SMALL_CELL) == 0;
}

static gboolean
add_quotation (Record *record, const EarAssemblyInput *input, gboolean *added, GError **error)
{
  const EarVoice *voice = input->voice;
  g_auto (EarQuoteResult) result = { 0 };
  EarBlock *block;

  *added = FALSE;
  if (g_strcmp0 (voice->permission, EAR_PERMISSION_QUOTE) != 0 || voice->text == NULL || g_utf8_strlen (voice->text, -1) > MAX_QUOTATION)
    return TRUE;
  if (!ear_quote_check_voice (record->check, voice, &result, error))
    return FALSE;
  if (!may_stand (record, &result))
    {
      record->n_waiting += result.decision == EAR_QUOTE_UNDECIDED;
      return TRUE;
    }
  block = ear_document_add (record->document, EAR_BLOCK_QUOTATION);
  ear_block_add_text (block, voice->text, voice->language);
  if (voice->original != NULL)
    ear_block_add_text (block, voice->original, voice->original_language);
  block->attribution = result.decision == EAR_QUOTE_BARE ? NULL : g_strdup (table_name (record, input->table));
  *added = TRUE;
  return TRUE;
}

/* Themes in the order in which they were first raised, each with the tables that did. */
static void
add_themes (Record *record, const GPtrArray *inputs)
{
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  EarBlock *list;

  for (guint i = 0; i < inputs->len; i++)
    {
      const EarAssemblyInput *input = inputs->pdata[i];
      g_auto (GStrv) names = g_strsplit (input->voice->themes == NULL || !may_be_told (input) ? "" : input->voice->themes, "; ", -1);

      for (guint t = 0; names[t] != NULL; t++)
        {
          GString *said = *names[t] == '\0' ? NULL : g_hash_table_lookup (tables, names[t]);

          if (*names[t] == '\0')
            continue;
          if (said == NULL)
            {
              char *name = g_strdup (names[t]);

              said = g_string_new (NULL);
              g_hash_table_insert (tables, name, said);
              g_ptr_array_add (order, name);
            }
          append_name (said, table_name (record, input->table));
        }
    }
  list = order->len == 0 ? NULL : ear_document_add (record->document, EAR_BLOCK_LIST);
  for (guint i = 0; i < order->len; i++)
    {
      GString *said = g_hash_table_lookup (tables, order->pdata[i]);
      /* Translators: a theme, then the tables at which it was raised. */
      g_autofree char *text = said->len == 0 ? g_strdup (order->pdata[i]) : g_strdup_printf (_ ("%s: %s"), (char *) order->pdata[i], said->str);

      ear_block_add_text (list, text, NULL);
      g_string_free (said, TRUE);
    }
}

/* All of one stance, under its heading. That something was said is told even where nothing of it may be: a minority view of which
 * nobody hears would be none. */
static gboolean
add_inputs (Record *record, const EarAssemblyItem *item, const char *stance, const char *heading, GError **error)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new ();
  guint n_told = 0;

  for (guint i = 0; i < item->inputs->len; i++)
    {
      EarAssemblyInput *input = item->inputs->pdata[i];

      if (g_strcmp0 (input->stance, stance) == 0 && g_strcmp0 (input->voice->permission, EAR_PERMISSION_INTERNAL) != 0)
        g_ptr_array_add (inputs, input);
    }
  if (inputs->len == 0)
    return TRUE;
  ear_document_add_heading (record->document, 2, heading);
  add_themes (record, inputs);
  for (guint i = 0; i < inputs->len; i++)
    {
      const EarAssemblyInput *input = inputs->pdata[i];
      gboolean added;

      if (!add_quotation (record, input, &added, error))
        return FALSE;
      n_told += added || (may_be_told (input) && input->voice->themes != NULL);
    }
  if (n_told < inputs->len)
    ear_document_add_paragraph (record->document, n_told == 0 ? _ ("What was said here is kept, and may not be repeated in these words.")
                                                              : _ ("More was said than may be repeated here; it is kept."));
  return TRUE;
}

static const char *
row_label (const Record *record, EarFiguresRow row, guint table)
{
  switch (row)
    {
    case EAR_FIGURES_TABLE:
      return ((const EarAssemblyTable *) record->assembly->tables->pdata[table])->label;
    case EAR_FIGURES_SMALLER:
      return _ ("Smaller tables");
    case EAR_FIGURES_ROOM:
      return _ ("The whole room");
    case EAR_FIGURES_ALL:
    default:
      return _ ("All tables");
    }
}

/* A table's row of nothing but hidden figures tells nobody anything. */
static gboolean
is_all_hidden (const Record *record, guint item, const char *method, EarFiguresRow row, guint t)
{
  guint first, last;

  ear_support_range (method, &first, &last);
  for (guint k = first; k <= last; k++)
    {
      if (!ear_figures_support (record->figures, item, method, row, t, k).hidden)
        return FALSE;
    }
  return first == last || ear_figures_support (record->figures, item, method, row, t, EAR_FIGURES_SUM).hidden;
}

static void
add_support_row (Record *record, EarDocumentTable *table, guint item, const char *method, EarFiguresRow row, guint t)
{
  EarDocumentRow *added;
  guint first, last;

  if (!ear_figures_has_row (record->figures, item, method, row, t)
      || (row != EAR_FIGURES_ALL && row != EAR_FIGURES_ROOM && is_all_hidden (record, item, method, row, t)))
    return;
  ear_support_range (method, &first, &last);
  added = ear_document_table_add_row (table, row_label (record, row, t), 0);
  for (guint k = first; k <= last; k++)
    ear_document_row_add_figure (added, ear_figures_support (record->figures, item, method, row, t, k), EAR_FIGURE_NONE, EAR_FIGURE_NONE);
  if (first != last)
    ear_document_row_add_figure (added, ear_figures_support (record->figures, item, method, row, t, EAR_FIGURES_SUM), EAR_FIGURE_NONE,
                                 EAR_FIGURE_NONE);
}

static void
add_support (Record *record, guint item)
{
  for (guint m = 0; EAR_TERMS_METHOD[m] != NULL; m++)
    {
      const char *method = EAR_TERMS_METHOD[m];
      g_autofree char *caption = g_strdup_printf (_ ("Support: %s"), ear_term_label (EAR_TERMS_METHOD, method));
      EarDocumentTable *table;
      guint first, last;

      if (!ear_figures_has_row (record->figures, item, method, EAR_FIGURES_ALL, 0)
          && !ear_figures_has_row (record->figures, item, method, EAR_FIGURES_ROOM, 0))
        continue;
      table = ear_document_add_table (record->document, caption, _ ("Table"));
      ear_support_range (method, &first, &last);
      for (guint k = first; k <= last; k++)
        ear_document_table_add_column (table, ear_support_number_label (k), TRUE, NULL);
      if (first != last)
        ear_document_table_add_column (table, _ ("Together"), TRUE, NULL);
      for (guint t = 0; t < record->assembly->tables->len; t++)
        add_support_row (record, table, item, method, EAR_FIGURES_TABLE, t);
      add_support_row (record, table, item, method, EAR_FIGURES_SMALLER, 0);
      add_support_row (record, table, item, method, EAR_FIGURES_ALL, 0);
      add_support_row (record, table, item, method, EAR_FIGURES_ROOM, 0);
    }
}

static void
add_actions (Record *record, const EarAssemblyItem *item)
{
  EarDocumentTable *table;

  if (item->actions->len == 0)
    return;
  table = ear_document_add_table (record->document, _ ("Who will do what"), _ ("What"));
  ear_document_table_add_column (table, _ ("Who"), FALSE, NULL);
  ear_document_table_add_column (table, _ ("By"), FALSE, NULL);
  ear_document_table_add_column (table, _ ("How far"), FALSE, NULL);
  for (guint i = 0; i < item->actions->len; i++)
    {
      const EarActionRow *action = item->actions->pdata[i];
      EarDocumentRow *row = ear_document_table_add_row (table, action->title, 0);

      ear_document_row_add_text (row, action->organisation == NULL ? _ ("nobody yet") : action->organisation);
      ear_document_row_add_text (row, action->due);
      ear_document_row_add_text (row, ear_term_label (EAR_TERMS_STATUS, action->status));
    }
}

static void
add_outcome (Record *record, const EarAssemblyItem *item)
{
  if (ear_id_is_none (&item->id))
    return;
  ear_document_add_heading (record->document, 2, _ ("What came of it"));
  if (item->decision == NULL && item->outcome == NULL)
    ear_document_add_paragraph (record->document, _ ("Nothing was decided."));
  if (item->decision != NULL)
    add_printed (record, g_strdup_printf (_ ("%s."), ear_term_label (EAR_TERMS_DECISION, item->decision)));
  if (item->outcome != NULL)
    ear_document_add_paragraph (record->document, item->outcome);
}

static char *
item_heading (const EarAssemblyItem *item, guint number)
{
  const char *wording = item->wording == NULL ? _ ("an item that has not come yet") : item->wording;

  if (ear_id_is_none (&item->id))
    return g_strdup (_ ("Said to no item of the agenda"));
  if (item->is_removed)
    /* Translators: a question or proposal that was removed from the agenda. */
    return g_strdup_printf (_ ("Taken off the agenda: %s"), wording);
  /* Translators: number of an item of an agenda, and what is asked or proposed. */
  return g_strdup_printf (_ ("%u. %s"), number, wording);
}

static void
add_wordings (Record *record, const EarAssemblyItem *item)
{
  EarBlock *list;

  if (item->nature != NULL)
    ear_document_add_paragraph (record->document, ear_term_label (EAR_TERMS_AGENDA_NATURE, item->nature));
  if (item->wordings->len == 0)
    return;
  ear_document_add_paragraph (record->document, _ ("The wording changed on the way. Before, it was:"));
  list = ear_document_add (record->document, EAR_BLOCK_LIST);
  for (guint i = 0; i < item->wordings->len; i++)
    ear_block_add_text (list, ((const EarAssemblyWording *) item->wordings->pdata[i])->wording, NULL);
}

static gboolean
add_item (Record *record, guint n, GError **error)
{
  const EarAssemblyItem *item = record->assembly->items->pdata[n];
  g_autofree char *heading = item_heading (item, n + 1);

  ear_document_add_heading (record->document, 1, heading);
  add_wordings (record, item);
  if (!add_inputs (record, item, NULL, _ ("What was said"), error)
      || !add_inputs (record, item, EAR_STANCE_AGREEMENT, _ ("Agreement"), error)
      || !add_inputs (record, item, EAR_STANCE_CONCERN, _ ("Concerns"), error)
      || !add_inputs (record, item, EAR_STANCE_MINORITY, _ ("Minority views"), error))
    return FALSE;
  add_support (record, n);
  add_outcome (record, item);
  add_actions (record, item);
  return TRUE;
}

static void
add_decisions (Record *record)
{
  EarDocumentTable *table = NULL;

  for (guint i = 0; i < record->assembly->items->len; i++)
    {
      const EarAssemblyItem *item = record->assembly->items->pdata[i];
      g_autofree char *heading = item_heading (item, i + 1);
      EarDocumentRow *row;

      if (item->is_removed || ear_id_is_none (&item->id))
        continue;
      if (table == NULL)
        {
          table = ear_document_add_table (record->document, _ ("At a glance"), _ ("What was asked"));
          ear_document_table_add_column (table, _ ("What came of it"), FALSE, NULL);
        }
      row = ear_document_table_add_row (table, heading, 0);
      ear_document_row_add_text (row, item->decision == NULL ? _ ("Nothing was decided") : ear_term_label (EAR_TERMS_DECISION, item->decision));
    }
  if (table == NULL)
    ear_document_add_paragraph (record->document, _ ("Nothing stood on the agenda."));
}

static void
add_tables (Record *record)
{
  EarDocumentTable *table = NULL;
  guint n_smaller = 0;

  ear_document_add_heading (record->document, 1, _ ("Who took part"));
  for (guint i = 0; i < record->assembly->tables->len; i++)
    {
      const EarAssemblyTable *each = record->assembly->tables->pdata[i];
      EarDocumentRow *row;

      if (!ear_figures_may_name (record->figures, each))
        {
          n_smaller++;
          continue;
        }
      if (table == NULL)
        {
          table = ear_document_add_table (record->document, _ ("Tables"), _ ("Table"));
          ear_document_table_add_column (table, _ ("Who sat there"), FALSE, NULL);
          ear_document_table_add_column (table, _ ("Groups"), FALSE, NULL);
          ear_document_table_add_column (table, _ ("People"), TRUE, NULL);
        }
      row = ear_document_table_add_row (table, each->label, 0);
      ear_document_row_add_text (row, each->sector == NULL ? NULL : ear_term_label (EAR_TERMS_TABLE_SECTOR, each->sector));
      ear_document_row_add_text (row, each->groups);
      if (each->people < 0)
        ear_document_row_add_text (row, NULL);
      else
        ear_document_row_add_figure (row, ear_figures_people (record->figures, i), EAR_FIGURE_NONE, EAR_FIGURE_NONE);
    }
  if (record->assembly->tables->len == 0)
    ear_document_add_paragraph (record->document, _ ("People spoke together; no tables were noted."));
  else if (n_smaller > 0)
    ear_document_add_paragraph (record->document, _ ("There were smaller tables, too. They are not named, so that nobody who sat there "
                                                     "can be told; what was said there is part of this record."));
}

static void
add_protection (Record *record)
{
  const EarPreset *preset = &record->figures->preset;
  g_autofree char *rules = NULL;

  if (record->n_waiting > 0)
    add_printed (record,
                 g_strdup_printf (ngettext ("%u quotation is left out, since it may say who spoke and nobody has decided about it yet.",
                                            "%u quotations are left out, since they may say who spoke and nobody has decided about them yet.",
                                            record->n_waiting),
                                  record->n_waiting));
  if (is_internal (record))
    return;
  rules = ear_preset_describe (preset);
  ear_document_add_heading (record->document, 1, _ ("How people are protected"));
  add_printed (record, g_strdup_printf (_ ("Small numbers are protected by the rules “%s”. %s"), ear_preset_label (preset), rules));
  ear_document_add_paragraph (record->document,
                              _ ("✱ stands for a figure that is hidden: a small one, or one from which a small one could be worked out. A "
                                 "table at which few people sat, or at which nobody counted them, is not named. Words are here only where "
                                 "people allowed them to be quoted; nobody's name is noted."));
  for (guint i = 0; i < record->figures->audit->exposed->len; i++)
    g_ptr_array_add (record->document->warnings, g_strdup (record->figures->audit->exposed->pdata[i]));
}

static char *
make_subtitle (const EarAssembly *assembly)
{
  const char *started = ear_record_get (assembly->session, EAR_SESSION_STARTED);
  g_autofree char *day = started == NULL ? NULL : g_strndup (started, 10);
  const char *const facts[] = { ear_record_get (assembly->session, EAR_SESSION_TITLE), ear_record_get (assembly->session, EAR_SESSION_VENUE),
                                assembly->place, day };
  g_autoptr (GString) subtitle = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      if (facts[i] != NULL)
        g_string_append_printf (subtitle, "%s%s", subtitle->len == 0 ? "" : " · ", facts[i]);
    }
  return g_string_free (g_steal_pointer (&subtitle), FALSE);
}

static gboolean
write_record (Record *record, const EarAssemblyRecordOptions *options, GError **error)
{
  record->document->subtitle = make_subtitle (record->assembly);
  if (is_internal (record))
    record->document->marking = g_strdup (_ ("Internal: figures are exact. Not for publishing."));
  add_decisions (record);
  add_tables (record);
  for (guint i = 0; i < record->assembly->items->len; i++)
    {
      if (!add_item (record, i, error))
        return FALSE;
    }
  add_protection (record);
  if (options->organisation != NULL)
    add_printed (record, g_strdup_printf (_ ("Is something missing or not right? Ask %s."), options->organisation));
  return TRUE;
}

/**
 * ear_assembly_record:
 *
 * Returns: (transfer full) (nullable): the record of the meeting. The store's thread; the document may then go to any.
 */
EarDocument *
ear_assembly_record (EarStore *store, const EarAssemblyRecordOptions *options, GError **error)
{
  EarPreset preset = { .name = "internal" };
  g_autoptr (GError) local = NULL;
  g_autoptr (EarAssembly) assembly = ear_assembly_read (store, options->session, &local);
  g_autoptr (EarAssemblyFigures) figures = NULL;
  g_autoptr (EarQuoteCheck) check = NULL;
  g_autoptr (EarDocument) document = NULL;
  Record record = { .assembly = assembly };

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (assembly == NULL)
    g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN,
                         _ ("This Assembly is not in the workbook any more, so there is no record of it."));
  if (assembly == NULL || (options->protect == NULL && !ear_preset_parse ("internal", &preset, error)))
    return NULL;
  figures = ear_assembly_figures (assembly, options->protect == NULL ? &preset : options->protect, options->cancellable, error);
  check = figures == NULL ? NULL : ear_quote_check_new (store, &figures->preset, error);
  if (check == NULL)
    return NULL;
  document = ear_document_new (_ ("Record of the Community Assembly"), C_ ("language of the report", "en-GB"));
  record.figures = figures;
  record.check = check;
  record.document = document;
  return write_record (&record, options, error) ? g_steal_pointer (&document) : NULL;
}
