/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report is about: everything, one strategy, one group or one place; and what else is wanted of it. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

/* The one that was asked for, else all that a theme is mapped to. */
static gboolean
choose_strategies (EarReportParts *parts, const EarId *only, GError **error)
{
  parts->strategies = ear_strategy_list (parts->store, error);
  for (guint i = parts->strategies == NULL ? 0 : parts->strategies->len; i > 0; i--)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (parts->strategies, i - 1);

      if (only != NULL ? !ear_id_equal (&strategy->id, only) : strategy->n_mapped == 0)
        g_ptr_array_remove_index (parts->strategies, i - 1);
    }
  return parts->strategies != NULL;
}

static gboolean
refuse (const char *message, GError **error)
{
  g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_SUBJECT, message);
  return FALSE;
}

static gboolean
limit_to (EarReportParts *parts, EarKind kind, guint name, const EarId *id, const char *dimension, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = ear_store_get (parts->store, kind, id, &local);
  g_autofree char *text = ear_id_to_string (id);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL)
    return refuse (_ ("What this report is to be about is not in the workbook any more. Nothing was written. Choose something else."), error);
  parts->subject = *id;
  parts->scope = g_strdup_printf ("%s=%s", dimension, text);
  parts->scope_name = g_strdup (ear_record_get (record, name));
  parts->filter = &parts->own_filter;
  return TRUE;
}

/* Fills what is counted and for which strategies. */
static gboolean
find_subject (EarReportParts *parts, const EarReportOptions *options, GError **error)
{
  switch (options->kind)
    {
    case EAR_REPORT_STRATEGY:
      if (options->strategy == NULL)
        return refuse (_ ("Say which strategy the report is about. Nothing was written."), error);
      break;
    case EAR_REPORT_GROUP:
      if (options->group == NULL)
        return refuse (_ ("Say which group the report is about. Nothing was written."), error);
      if (!limit_to (parts, EAR_KIND_GROUP, EAR_GROUP_NAME, options->group, "group", error))
        return FALSE;
      parts->own_filter.group = &parts->subject;
      break;
    case EAR_REPORT_PLACE:
      if (options->place == NULL)
        return refuse (_ ("Say which place the report is about. Nothing was written."), error);
      if (!limit_to (parts, EAR_KIND_PLACE, EAR_PLACE_NAME, options->place, "place", error))
        return FALSE;
      parts->own_filter.place = &parts->subject;
      break;
    case EAR_REPORT_ANNUAL:
    case EAR_REPORT_PLAIN:
    case EAR_N_REPORT_TEMPLATES:
    default:
      break;
    }
  return choose_strategies (parts, options->strategy, error);
}

/**
 * ear_report_parts_init:
 * @parts: nothing but its store is set; it must stay where it is, since it points into itself
 *
 * The store's thread.
 */
gboolean
ear_report_parts_init (EarReportParts *parts, const EarReportOptions *options, GError **error)
{
  parts->progress = options->progress;
  parts->progress_data = options->progress_data;
  parts->kind = options->kind;
  if (options->protect == NULL)
    ear_preset_parse ("internal", &parts->preset, NULL);
  else
    parts->preset = *options->protect;
  parts->layout = options->layout != NULL ? ear_report_layout_copy (options->layout) : ear_report_layout_load (parts->store, options->kind, error);
  return parts->layout != NULL && find_subject (parts, options, error);
}

/**
 * ear_report_make_title:
 *
 * Returns: (transfer full): what the report is called where nobody gave it a title.
 */
char *
ear_report_make_title (const EarReportParts *parts)
{
  const EarStrategyRow *strategy = parts->strategies->len == 0 ? NULL : parts->strategies->pdata[0];

  switch (parts->kind)
    {
    case EAR_REPORT_STRATEGY:
      /* Translators: the title of a strategy. */
      return g_strdup_printf (_ ("What people told us, set beside “%s”"), strategy == NULL || strategy->title == NULL ? "…" : strategy->title);
    case EAR_REPORT_GROUP:
      /* Translators: a group of people. */
      return g_strdup_printf (_ ("What people told us: %s"), parts->scope_name);
    case EAR_REPORT_PLACE:
      /* Translators: a place. */
      return g_strdup_printf (_ ("What people told us in %s"), parts->scope_name);
    case EAR_REPORT_PLAIN:
      return g_strdup (_ ("What people told us, in plain words"));
    case EAR_REPORT_ANNUAL:
    case EAR_N_REPORT_TEMPLATES:
    default:
      return g_strdup (_ ("What people told us"));
    }
}
