/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-room-row.h"

#include <glib/gi18n.h>

#include "ear-feeling.h"
#include "ear-language.h"

static GtkWidget *
add_label (GtkWidget *column, const char *text, const char *language, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  ear_language_apply (GTK_LABEL (label), language);
  gtk_box_append (GTK_BOX (column), label);
  return label;
}

static char *
spell_words (const EarRoomVoice *voice)
{
  if (voice->words == NULL)
    return g_strdup (_ ("Counted. The words are not shown."));
  return voice->verbatim ? g_strdup_printf (_ ("“%s”"), voice->words) : g_strdup (voice->words);
}

static char *
describe (const EarRoomVoice *voice, const char *words)
{
  g_autoptr (GString) text = g_string_new (voice->speaker);

  if (voice->feeling != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", ear_feeling_label (voice->feeling));
  g_string_append_printf (text, "%s%s", text->len > 0 ? ": " : "", words);
  if (voice->original != NULL)
    g_string_append_printf (text, " %s", voice->original);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_mark (GtkWidget *row, const char *feeling)
{
  GtkWidget *mark = gtk_label_new (feeling == NULL ? "" : ear_feeling_mark (feeling));

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_add_css_class (mark, "room-mark");
  if (feeling != NULL)
    {
      gtk_widget_add_css_class (mark, ear_feeling_class (feeling));
      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, ear_feeling_label (feeling), -1);
    }
  gtk_box_append (GTK_BOX (row), mark);
}

/**
 * ear_room_row_new:
 *
 * Returns: (transfer floating): the voice as the room sees it. Main thread.
 */
GtkWidget *
ear_room_row_new (const EarRoomVoice *voice, gboolean with_themes)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "spacing", 12, NULL);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *words = spell_words (voice);
  g_autofree char *description = describe (voice, words);

  add_mark (row, voice->feeling);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (row), column);
  add_label (column, words, voice->language, "room-words");
  if (voice->original != NULL)
    add_label (column, voice->original, voice->original_language, "room-original");
  if (voice->speaker != NULL)
    add_label (column, voice->speaker, NULL, "room-speaker");
  if (with_themes && voice->themes != NULL)
    add_label (column, voice->themes, NULL, "room-speaker");
  gtk_widget_add_css_class (row, "room-voice");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  return row;
}
