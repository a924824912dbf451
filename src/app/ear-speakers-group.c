/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-speakers-group.h"

#include <glib/gi18n.h>

#include "ear-rows.h"
#include "ear-session-view.h"
#include "ear-voice-care.h"
#include "ear-window.h"

struct _EarSpeakersGroup
{
  AdwPreferencesGroup parent_instance;

  EarWorkbook *workbook;
  GPtrArray *rows; /* Row */
};

G_DEFINE_FINAL_TYPE (EarSpeakersGroup, ear_speakers_group, ADW_TYPE_PREFERENCES_GROUP)

typedef struct
{
  EarSpeakersGroup *group;
  EarId id;
  char *saved;    /* (nullable) the code word as it is in the workbook */
  GtkWidget *row; /* AdwExpanderRow */
  GtkWidget *code_word;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->saved);
  g_free (row);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarSpeakersGroup) group = data;
  g_autoptr (GError) error = NULL;
  EarWindow *window = ear_window_of (GTK_WIDGET (group));

  ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  if (error != NULL && window != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (window, _ ("The code word could not be saved"), error);
}

static void
save_cb (Row *row)
{
  g_autofree char *word = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->code_word))));

  if (*word == '\0')
    g_clear_pointer (&word, g_free);
  if (g_strcmp0 (word, row->saved) == 0)
    return;
  g_set_str (&row->saved, word);
  ear_workbook_run_async (row->group->workbook, TRUE, ear_code_word_job, ear_code_word_new (&row->id, word),
                          (GDestroyNotify) ear_code_word_free, NULL, NULL, saved_cb, g_object_ref (row->group));
}

static void
withdraw_cb (Row *row)
{
  EarWindow *window = ear_window_of (row->row);

  if (window != NULL)
    ear_window_withdraw (window, EAR_KIND_PARTICIPANT, &row->id);
}

static Row *
new_row (EarSpeakersGroup *group, const EarSpeaker *speaker)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *withdraw = adw_button_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  row->group = group;
  row->id = speaker->id;
  row->row = ear_row_new_expander ("", NULL);
  row->code_word = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->code_word), _ ("Code word"));
  gtk_widget_set_tooltip_text (row->code_word, _ ("By this word they can ask for what they said, or withdraw it"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (withdraw), _ ("_Withdraw Consent…"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (withdraw), TRUE);
  gtk_widget_add_css_class (withdraw, "destructive-action");
  g_signal_connect_swapped (row->code_word, "entry-activated", G_CALLBACK (save_cb), row);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (save_cb), row);
  gtk_widget_add_controller (row->code_word, focus);
  g_signal_connect_swapped (withdraw, "activated", G_CALLBACK (withdraw_cb), row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row->row), row->code_word);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row->row), withdraw);
  return row;
}

static gboolean
are_shown (EarSpeakersGroup *group, GPtrArray *people)
{
  if (group->rows->len != people->len)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      if (!ear_id_equal (&((Row *) group->rows->pdata[i])->id, &((EarSpeaker *) people->pdata[i])->id))
        return FALSE;
    }
  return TRUE;
}

static void
remove_rows (EarSpeakersGroup *group)
{
  for (guint i = 0; i < group->rows->len; i++)
    {
      Row *row = group->rows->pdata[i];

      /* What is typed there is saved as the focus goes with it. */
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row->row);
    }
  g_ptr_array_set_size (group->rows, 0);
}

static void
make_rows (EarSpeakersGroup *group, GPtrArray *people)
{
  remove_rows (group);
  for (guint i = 0; i < people->len; i++)
    {
      Row *row = new_row (group, people->pdata[i]);

      g_ptr_array_add (group->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row->row);
    }
}

static void
fill (Row *row, const EarSpeaker *speaker)
{
  const char *label = speaker->label == NULL ? _ ("Somebody without a label") : speaker->label;
  g_autofree char *voices
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", speaker->n_voices), speaker->n_voices);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row->row), voices);
  g_set_str (&row->saved, speaker->code_word);
  if (gtk_widget_get_focus_child (row->code_word) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (row->code_word), speaker->code_word == NULL ? "" : speaker->code_word);
}

static void
ear_speakers_group_dispose (GObject *object)
{
  EarSpeakersGroup *group = EAR_SPEAKERS_GROUP (object);

  if (group->rows != NULL)
    remove_rows (group);
  g_clear_pointer (&group->rows, g_ptr_array_unref);
  g_clear_object (&group->workbook);
  G_OBJECT_CLASS (ear_speakers_group_parent_class)->dispose (object);
}

static void
ear_speakers_group_class_init (EarSpeakersGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_speakers_group_dispose;
}

static void
ear_speakers_group_init (EarSpeakersGroup *group)
{
  group->rows = g_ptr_array_new_with_free_func (row_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Consent, speaker by speaker"));
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
}

/**
 * ear_speakers_group_set_people:
 * @people: (element-type EarSpeaker): who spoke, as it is in the workbook
 *
 * Rows stay where the people are the same, and a code word stays where somebody is typing it. Main thread.
 */
void
ear_speakers_group_set_people (EarSpeakersGroup *group, EarWorkbook *workbook, GPtrArray *people)
{
  g_set_object (&group->workbook, workbook);
  if (!are_shown (group, people))
    make_rows (group, people);
  for (guint i = 0; i < people->len; i++)
    fill (group->rows->pdata[i], people->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (group), people->len > 0);
}
