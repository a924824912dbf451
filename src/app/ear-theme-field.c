/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-theme-field.h"

#include "ear-kind.h"
#include "ear-record.h"

struct _EarThemeField
{
  guint number;
  GtkWidget *widget; /* lent */
  EarThemeFieldLeft left;
  gpointer data;

  GtkEventController *focus; /* the widget's */
  EarDraftSaver *saver;
  char *value;      /* (nullable) as it is in the workbook */
  gboolean filling; /* its own doing, not a person's */
  gboolean dirty;   /* something is typed that was not left yet */
};

static GtkTextBuffer *
buffer_of (EarThemeField *field)
{
  return GTK_IS_TEXT_VIEW (field->widget) ? gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)) : NULL;
}

static char *
typed_text (EarThemeField *field)
{
  GtkTextBuffer *buffer = buffer_of (field);
  GtkTextIter start, end;

  if (buffer == NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->widget)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static char *
typed_value (EarThemeField *field)
{
  g_autofree char *text = typed_text (field);

  return ear_value_tidy (ear_field_info (EAR_KIND_THEME, field->number)->type, text);
}

static void
typed_cb (EarThemeField *field)
{
  g_autofree char *text = NULL;

  if (field->filling)
    return;
  field->dirty = TRUE;
  text = typed_text (field);
  if (field->saver != NULL)
    ear_draft_saver_set_text (field->saver, text);
}

EarThemeField *
ear_theme_field_new (guint number, GtkWidget *widget, EarThemeFieldLeft left, gpointer data)
{
  EarThemeField *field = g_new0 (EarThemeField, 1);

  field->number = number;
  field->widget = widget;
  field->left = left;
  field->data = data;
  if (buffer_of (field) != NULL)
    {
      g_signal_connect_swapped (buffer_of (field), "changed", G_CALLBACK (typed_cb), field);
    }
  else
    {
      g_signal_connect_swapped (widget, "changed", G_CALLBACK (typed_cb), field);
      g_signal_connect_swapped (widget, "entry-activated", G_CALLBACK (ear_theme_field_leave), field);
    }
  field->focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (field->focus, "leave", G_CALLBACK (ear_theme_field_leave), field);
  gtk_widget_add_controller (widget, field->focus);
  return field;
}

void
ear_theme_field_free (EarThemeField *field)
{
  g_signal_handlers_disconnect_by_data (field->widget, field);
  gtk_widget_remove_controller (field->widget, field->focus);
  if (buffer_of (field) != NULL)
    g_signal_handlers_disconnect_by_data (buffer_of (field), field);
  g_clear_object (&field->saver);
  g_free (field->value);
  g_free (field);
}

guint
ear_theme_field_get_number (EarThemeField *field)
{
  return field->number;
}

/**
 * ear_theme_field_set_theme:
 *
 * From now on it is another theme's field. What was typed in it was left before.
 */
void
ear_theme_field_set_theme (EarThemeField *field, EarWorkbook *workbook, const EarId *theme)
{
  g_autofree char *place = ear_draft_place (EAR_DRAFT_THEME, theme, ear_field_info (EAR_KIND_THEME, field->number)->name);

  g_clear_object (&field->saver);
  field->saver = ear_draft_saver_new (workbook, place);
  field->dirty = FALSE;
}

/**
 * ear_theme_field_set_value:
 * @value: (nullable): as it is in the workbook now
 *
 * Shows the value, unless somebody is typing another one.
 */
void
ear_theme_field_set_value (EarThemeField *field, const char *value)
{
  g_autofree char *shown = NULL;
  const char *wanted = value == NULL ? "" : value;

  g_set_str (&field->value, value);
  if (field->dirty)
    return;
  shown = typed_text (field);
  if (g_str_equal (shown, wanted))
    return;
  field->filling = TRUE;
  if (buffer_of (field) != NULL)
    gtk_text_buffer_set_text (buffer_of (field), wanted, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (field->widget), wanted);
  field->filling = FALSE;
}

/* Somebody is done with the field. */
void
ear_theme_field_leave (EarThemeField *field)
{
  g_autofree char *value = NULL;

  if (!field->dirty)
    return;
  field->dirty = FALSE;
  value = typed_value (field);
  if (g_strcmp0 (value, field->value) != 0)
    field->left (field->number, value, field->data);
  else if (field->saver != NULL)
    ear_draft_saver_set_text (field->saver, NULL);
}

void
ear_theme_field_end (EarThemeField *field, gboolean done)
{
  /* Typed in again meanwhile: the draft is of that. */
  if (field->dirty)
    return;
  field->dirty = !done;
  if (done && field->saver != NULL)
    ear_draft_saver_set_text (field->saver, NULL);
}
