/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-occasion-field.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "ear-kind.h"
#include "ear-problem.h"
#include "ear-record.h"

struct _EarOccasionField
{
  guint number; /* of the session's fields */
  EarOccasionFieldKind kind;
  GtkWidget *widget; /* lent: the panel's template owns it */
  GtkEventController *focus; /* (nullable) lent: the widget owns it */
  EarOccasionLeft left;
  gpointer data;

  EarDraftSaver *saver;
  char *value;      /* (nullable) as it is in the workbook */
  char *picked;     /* (nullable) of EAR_OCCASION_PICK: what the widget stands for */
  gboolean filling; /* its own doing, not a person's */
  gboolean dirty;
};

/* A day as a person writes it: 22 November 2026, 22/11/2026. */
static char *
spell_day (const char *moment)
{
  int year, month, day;
  g_autoptr (GDateTime) when = NULL;

  if (moment == NULL || sscanf (moment, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return g_strdup (moment == NULL ? "" : moment);
  when = g_date_time_new_local (year, month, day, 12, 0, 0);
  /* Translators: a whole day, such as 22 November 2026. */
  return when == NULL ? g_strdup (moment) : g_date_time_format (when, _ ("%-e %B %Y"));
}

static gboolean
is_year_or_month (const char *text)
{
  gsize length = strlen (text);

  return (length == 4 || (length == 7 && text[4] == '-')) && strspn (text, "0123456789") == 4
         && (length == 4 || strspn (text + 5, "0123456789") == 2);
}

/**
 * ear_day_parse:
 * @typed: a day as a person writes it; a year or a month alone will do
 * @before: (nullable): what the field held: the time of day is kept
 *
 * Returns: (transfer full) (nullable): the moment; %NULL where it is no day.
 */
char *
ear_day_parse (const char *typed, const char *before)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  const char *time = before == NULL ? NULL : strchr (before, 'T');
  int year, month, day, rest = 0;
  GDate date;

  if (is_year_or_month (text))
    return g_steal_pointer (&text);
  g_date_clear (&date, 1);
  /* Read as written on files first, since a locale may take its parts in another order. */
  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &rest) == 3 && text[rest] == '\0')
    {
      if (g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
        g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
    }
  else
    {
      g_date_set_parse (&date, text);
    }
  if (!g_date_valid (&date))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d%s", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date),
                          time == NULL ? "" : time);
}

static char *
typed_text (EarOccasionField *field)
{
  if (field->kind == EAR_OCCASION_NOTES)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->widget)));
}

static char *
chosen_value (EarOccasionField *field)
{
  EarChoice *choice = ear_choice_get_selected (field->widget);

  if (choice == NULL)
    return NULL;
  return ear_id_is_none (ear_choice_get_id (choice)) ? g_strdup (ear_choice_get_key (choice))
                                                     : ear_id_to_string (ear_choice_get_id (choice));
}

/* What the widget says. FALSE where it says nothing that the field can hold. */
static gboolean
current_value (EarOccasionField *field, char **value)
{
  g_autofree char *text = NULL;

  *value = NULL;
  if (field->kind == EAR_OCCASION_CHOICE)
    {
      *value = chosen_value (field);
      return TRUE;
    }
  if (field->kind == EAR_OCCASION_PICK)
    {
      *value = g_strdup (field->picked);
      return TRUE;
    }
  text = g_strstrip (typed_text (field));
  if (*text == '\0')
    return TRUE;
  *value = field->kind == EAR_OCCASION_DAY ? ear_day_parse (text, field->value) : g_strdup (text);
  /* A year alone is a beginning, but no day on which somebody agreed. */
  if (*value != NULL && field->kind == EAR_OCCASION_DAY && !ear_value_validate (EAR_KIND_SESSION, field->number, *value, NULL))
    g_clear_pointer (value, g_free);
  return *value != NULL;
}

static void
show_whether_it_fits (EarOccasionField *field, gboolean fits)
{
  if (field->kind != EAR_OCCASION_DAY)
    return;
  ear_problem_mark (field->widget, fits ? NULL : _ ("That is not a day. Write it like 22 November 2026."));
}

static void
forget_draft (EarOccasionField *field)
{
  if (field->saver != NULL)
    ear_draft_saver_set_text (field->saver, NULL);
}

/* Typed, not left yet: a draft. */
static void
typed_cb (EarOccasionField *field)
{
  g_autofree char *value = NULL;
  gboolean fits;

  if (field->filling)
    return;
  field->dirty = TRUE;
  fits = current_value (field, &value);
  if (fits)
    show_whether_it_fits (field, TRUE);
  if (fits && field->saver != NULL)
    ear_draft_saver_set_text (field->saver, value);
}

static void
chosen_cb (EarOccasionField *field)
{
  if (field->filling)
    return;
  field->dirty = TRUE;
  ear_occasion_field_leave (field);
}

static void
watch (EarOccasionField *field)
{
  if (field->kind == EAR_OCCASION_CHOICE)
    {
      g_signal_connect_swapped (field->widget, "notify::selected", G_CALLBACK (chosen_cb), field);
      return;
    }
  if (field->kind == EAR_OCCASION_PICK)
    return;
  if (field->kind == EAR_OCCASION_NOTES)
    g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), "changed", G_CALLBACK (typed_cb), field);
  else
    {
      g_signal_connect_swapped (field->widget, "changed", G_CALLBACK (typed_cb), field);
      g_signal_connect_swapped (field->widget, "entry-activated", G_CALLBACK (ear_occasion_field_leave), field);
    }
  field->focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (field->focus, "leave", G_CALLBACK (ear_occasion_field_leave), field);
  gtk_widget_add_controller (field->widget, field->focus);
}

/**
 * ear_occasion_field_new:
 * @number: of the session's fields
 * @left: called when the field was left with another value
 *
 * Returns: (transfer full): the field; it must not outlive @widget.
 */
EarOccasionField *
ear_occasion_field_new (guint number, EarOccasionFieldKind kind, GtkWidget *widget, EarOccasionLeft left, gpointer data)
{
  EarOccasionField *field = g_new0 (EarOccasionField, 1);

  field->number = number;
  field->kind = kind;
  field->widget = widget;
  field->left = left;
  field->data = data;
  watch (field);
  return field;
}

void
ear_occasion_field_free (EarOccasionField *field)
{
  g_signal_handlers_disconnect_by_data (field->widget, field);
  if (field->kind == EAR_OCCASION_NOTES)
    g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), field);
  if (field->focus != NULL)
    gtk_widget_remove_controller (field->widget, field->focus);
  g_clear_object (&field->saver);
  g_free (field->value);
  g_free (field->picked);
  g_free (field);
}

guint
ear_occasion_field_get_number (EarOccasionField *field)
{
  return field->number;
}

/* Where drafts of the field are kept. */
void
ear_occasion_field_set_place (EarOccasionField *field, EarWorkbook *workbook, const EarId *session)
{
  g_autofree char *place
    = ear_draft_place (EAR_DRAFT_OCCASION, session, ear_field_info (EAR_KIND_SESSION, field->number)->name);

  if (field->saver == NULL && field->kind != EAR_OCCASION_CHOICE && field->kind != EAR_OCCASION_PICK)
    field->saver = ear_draft_saver_new (workbook, place);
}

/* What can be chosen from; the chosen one stays chosen. */
void
ear_occasion_field_set_choices (EarOccasionField *field, GListModel *choices)
{
  field->filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (field->widget), choices);
  field->filling = FALSE;
}

static void
select_value (EarOccasionField *field, const char *value, const char *label)
{
  GListModel *choices = adw_combo_row_get_model (ADW_COMBO_ROW (field->widget));
  EarId id = EAR_ID_NONE;
  gboolean is_id = value != NULL && ear_id_parse (value, &id);
  const char *key = is_id ? NULL : value;
  guint position = choices == NULL ? GTK_INVALID_LIST_POSITION : ear_choice_find (choices, &id, key);

  if (choices != NULL && position == GTK_INVALID_LIST_POSITION)
    {
      /* A word that a newer Earshot knows is still what was said. */
      g_autoptr (EarChoice) choice = ear_choice_new (&id, key, label == NULL ? _ ("No longer listed") : label, 0);

      position = g_list_model_get_n_items (choices);
      g_list_store_append (G_LIST_STORE (choices), choice);
    }
  adw_combo_row_set_selected (ADW_COMBO_ROW (field->widget), position);
}

static void
show_picked (EarOccasionField *field, const char *value, const char *label)
{
  const char *shown = value == NULL ? _ ("Not said") : label == NULL ? _ ("No longer listed") : label;

  g_autofree char *spoken
    = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (field->widget)), shown);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  g_set_str (&field->picked, value);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (field->widget), escaped);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * ear_occasion_field_pick:
 * @value: (nullable): what somebody chose
 * @label: (nullable): what a person reads for it
 */
void
ear_occasion_field_pick (EarOccasionField *field, const char *value, const char *label)
{
  show_picked (field, value, label);
  field->dirty = TRUE;
  ear_occasion_field_leave (field);
}

/**
 * ear_occasion_field_set_value:
 * @value: (nullable): as it is in the workbook now
 * @label: (nullable): what a person reads for it, where it is none of the choices
 *
 * Shows the value, unless somebody is typing another one.
 */
void
ear_occasion_field_set_value (EarOccasionField *field, const char *value, const char *label)
{
  g_free (field->value);
  field->value = g_strdup (value);
  if (field->dirty)
    return;
  field->filling = TRUE;
  if (field->kind == EAR_OCCASION_CHOICE)
    {
      select_value (field, value, label);
    }
  else if (field->kind == EAR_OCCASION_PICK)
    {
      show_picked (field, value, label);
    }
  else
    {
      g_autofree char *wanted = field->kind == EAR_OCCASION_DAY ? spell_day (value) : g_strdup (value == NULL ? "" : value);
      g_autofree char *shown = typed_text (field);

      if (!g_str_equal (shown, wanted) && field->kind == EAR_OCCASION_NOTES)
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), wanted, -1);
      else if (!g_str_equal (shown, wanted))
        gtk_editable_set_text (GTK_EDITABLE (field->widget), wanted);
      show_whether_it_fits (field, TRUE);
    }
  field->filling = FALSE;
}

/**
 * ear_occasion_field_take_value:
 * @value: (out) (nullable) (transfer full): what somebody gave the field
 *
 * Returns: whether it is another value than the workbook's. Afterwards the field counts as saved.
 */
gboolean
ear_occasion_field_take_value (EarOccasionField *field, char **value)
{
  gboolean fits = current_value (field, value);

  show_whether_it_fits (field, fits);
  if (!fits)
    return FALSE;
  field->dirty = FALSE;
  if (g_strcmp0 (*value, field->value) == 0)
    {
      forget_draft (field);
      g_clear_pointer (value, g_free);
      return FALSE;
    }
  g_free (field->value);
  field->value = g_strdup (*value);
  return TRUE;
}

/* Somebody is done with the field. */
void
ear_occasion_field_leave (EarOccasionField *field)
{
  if (field->dirty)
    field->left (field, field->data);
}

/* What is typed in it is given up. */
void
ear_occasion_field_discard (EarOccasionField *field)
{
  field->dirty = FALSE;
  forget_draft (field);
}

/* Whether somebody is typing in it. */
gboolean
ear_occasion_field_is_dirty (EarOccasionField *field)
{
  return field->dirty;
}

/**
 * ear_occasion_field_get_saver:
 *
 * Returns: (nullable) (transfer none): what keeps the field's draft.
 */
EarDraftSaver *
ear_occasion_field_get_saver (EarOccasionField *field)
{
  return field->saver;
}
