/* SPDX-License-Identifier: GPL-3.0-or-later */
/* You said, we did: what became of it, priority by priority, what will not be done and why, and who was told. No number of
 * voices stands here. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-action-list.h"
#include "ear-terms.h"

/* What became of an action is said once, in full. */
static void
add_columns (EarDocumentTable *table, gboolean in_full)
{
  ear_document_table_add_column (table, _ ("Who"), FALSE, NULL);
  ear_document_table_add_column (table, _ ("How far"), FALSE, NULL);
  if (!in_full)
    return;
  ear_document_table_add_column (table, _ ("Since"), FALSE, NULL);
  ear_document_table_add_column (table, _ ("By"), FALSE, NULL);
  ear_document_table_add_column (table, _ ("Answer"), FALSE, NULL);
}

static void
add_row (EarDocumentTable *table, const EarActionRow *action, guint depth, gboolean in_full)
{
  EarDocumentRow *row = ear_document_table_add_row (table, action->title, depth);
  g_autofree char *due = action->is_overdue ? g_strdup_printf (_ ("%s, late"), action->due) : g_strdup (action->due);

  ear_document_row_add_text (row, action->organisation);
  ear_document_row_add_text (row, ear_term_label (EAR_TERMS_STATUS, action->status));
  if (!in_full)
    return;
  ear_document_row_add_text (row, action->since);
  ear_document_row_add_text (row, due);
  ear_document_row_add_text (row, action->answer != NULL ? action->answer : action->outcome);
}

static void
add_all (EarReportParts *parts, const GPtrArray *actions)
{
  EarDocumentTable *table
    = ear_document_add_table (parts->document, _ ("What was, is and will not be done"), _ ("What people asked for"));

  add_columns (table, TRUE);
  for (guint i = 0; i < actions->len; i++)
    add_row (table, actions->pdata[i], 0, TRUE);
}

static void
add_empty_row (EarDocumentTable *table, const char *label, guint depth)
{
  EarDocumentRow *row = ear_document_table_add_row (table, label, depth);

  for (guint i = 1; i < table->columns->len; i++)
    ear_document_row_add_text (row, NULL);
}

static gboolean
add_priority (EarReportParts *parts, EarDocumentTable **table, const EarStrategyRow *strategy, const EarEvidenceRow *priority,
              GError **error)
{
  EarActionFilter filter = { .priority = &priority->id, .group = parts->own_filter.group };
  g_autoptr (GPtrArray) actions = ear_action_list (parts->store, &filter, error);
  g_autofree char *label
    = priority->code == NULL ? g_strdup (priority->label) : g_strdup_printf ("%s %s", priority->code, priority->label);

  if (actions == NULL || actions->len == 0)
    return actions != NULL;
  if (*table == NULL)
    {
      g_autofree char *caption = g_strdup_printf (_ ("What was done, by priority of %s"), strategy->title);

      *table = ear_document_add_table (parts->document, caption, _ ("Priority"));
      (*table)->note = g_strdup (_ ("An action that answers several priorities stands under each. Its answer is in the first table of this section."));
      add_columns (*table, FALSE);
    }
  add_empty_row (*table, label, 0);
  for (guint i = 0; i < actions->len; i++)
    add_row (*table, actions->pdata[i], 1, FALSE);
  return TRUE;
}

static gboolean
add_strategy (EarReportParts *parts, const EarStrategyRow *strategy, GError **error)
{
  g_autoptr (GPtrArray) priorities = ear_evidence_of (parts->cube, &strategy->id, error);
  EarDocumentTable *table = NULL;

  if (priorities == NULL)
    return FALSE;
  for (guint i = 0; i < priorities->len; i++)
    {
      const EarEvidenceRow *priority = priorities->pdata[i];

      if (!priority->is_heading && !add_priority (parts, &table, strategy, priority, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_told (EarReportParts *parts, const GPtrArray *actions, GError **error)
{
  EarDocumentTable *table = NULL;

  for (guint i = 0; i < actions->len; i++)
    {
      const EarActionRow *action = actions->pdata[i];
      g_autoptr (GPtrArray) tellings = ear_action_tellings (parts->store, &action->id, error);

      if (tellings == NULL)
        return FALSE;
      for (guint t = 0; t < tellings->len; t++)
        {
          const EarActionTelling *telling = tellings->pdata[t];
          EarDocumentRow *row;

          if (table == NULL)
            {
              table = ear_document_add_table (parts->document, _ ("Who was told what became of it"), _ ("Group"));
              ear_document_table_add_column (table, _ ("About"), FALSE, NULL);
              ear_document_table_add_column (table, _ ("When"), FALSE, NULL);
              ear_document_table_add_column (table, _ ("How"), FALSE, NULL);
            }
          row = ear_document_table_add_row (table, telling->group, 0);
          ear_document_row_add_text (row, action->title);
          ear_document_row_add_text (row, telling->told_on);
          ear_document_row_add_text (row, telling->told_how);
        }
    }
  return TRUE;
}

static gboolean
add_never_told (EarReportParts *parts, GError **error)
{
  g_autoptr (GPtrArray) groups = ear_never_told_of (parts->cube, error);
  EarBlock *list;

  if (groups == NULL || groups->len == 0)
    return groups != NULL;
  ear_document_add_paragraph (parts->document, _ ("These groups told us something and were not told yet what became of it:"));
  list = ear_document_add (parts->document, EAR_BLOCK_LIST);
  for (guint i = 0; i < groups->len; i++)
    ear_block_add_text (list, ((EarOwed *) groups->pdata[i])->name, NULL);
  return TRUE;
}

gboolean
ear_report_add_answers (EarReportParts *parts, GError **error)
{
  EarActionFilter filter = { .group = parts->own_filter.group };
  g_autoptr (GPtrArray) actions = ear_action_list (parts->store, &filter, error);

  if (actions == NULL)
    return FALSE;
  if (actions->len == 0)
    {
      ear_document_add_paragraph (parts->document, _ ("No action is written down yet."));
      return TRUE;
    }
  ear_document_add_paragraph (parts->document, _ ("An action is as far as was said of it last. That something will not be done is an answer, "
                                                  "with its reason."));
  add_all (parts, actions);
  for (guint i = 0; i < parts->strategies->len; i++)
    {
      if (!add_strategy (parts, parts->strategies->pdata[i], error))
        return FALSE;
    }
  return add_told (parts, actions, error) && (parts->scope != NULL || add_never_told (parts, error));
}
