/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-translator-dialog.h"

#include <glib/gi18n.h>

#include "ear-desk-work.h"

typedef struct
{
  EarWindow *window;
  EarId voice;
  GtkEditable *entry; /* the dialog's own */
} Asking;

static void
asking_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Asking *asking = data;

  g_object_unref (asking->window);
  g_free (asking);
}

/* Where nothing moves, the dialog has left its window by the time this is called. */
static void
response_cb (AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, gpointer data)
{
  Asking *asking = data;
  g_autofree char *who = g_strstrip (g_strdup (gtk_editable_get_text (asking->entry)));
  g_autoptr (GArray) voices = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarDeed *deed;

  if (!g_str_equal (response, "save"))
    return;
  g_array_append_val (voices, asking->voice);
  deed = ear_deed_new (EAR_DEED_TRANSLATOR, voices);
  deed->value = *who == '\0' ? NULL : g_steal_pointer (&who);
  deed->said = g_strdup (_ ("Translator changed"));
  ear_deed_do (asking->window, deed);
}

static gboolean
focus_cb (gpointer entry)
{
  if (gtk_widget_get_mapped (entry))
    gtk_widget_grab_focus (entry);
  return G_SOURCE_REMOVE;
}

/* An alert gives the focus to its default response when it opens. */
static void
mapped_cb (GtkWidget *entry)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, focus_cb, g_object_ref (entry), g_object_unref);
}

/**
 * ear_translator_dialog_new:
 * @window: where the answer is written and its undo offered
 * @voice: has an original and a translation; copied
 *
 * Returns: (transfer floating): the dialog. It writes what is answered, with an undo. Main thread.
 */
AdwDialog *
ear_translator_dialog_new (EarWindow *window, const EarVoice *voice)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Who Translated?"), _ ("A role, not a name: interpreter, link worker, daughter."));
  GtkWidget *group = adw_preferences_group_new (), *entry = adw_entry_row_new ();
  Asking *asking = g_new0 (Asking, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Translated by"));
  gtk_editable_set_text (GTK_EDITABLE (entry), voice->translator == NULL ? "" : voice->translator);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), group);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect (entry, "map", G_CALLBACK (mapped_cb), NULL);
  *asking = (Asking) { g_object_ref (window), voice->id, GTK_EDITABLE (entry) };
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asking, asking_free, 0);
  return dialog;
}
