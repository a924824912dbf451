/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-figure-row.h"

#include <glib/gi18n.h>

#include "ear-rows.h"
#include "ear-window.h"

static void
activated_cb (AdwActionRow *row, const EarVoiceQuery *query)
{
  EarVoiceFilter filter = ear_voice_query_filter (query);

  ear_window_show_voices (ear_window_of (GTK_WIDGET (row)), &filter);
}

static void
free_query (gpointer query, GClosure *closure)
{
  ear_voice_query_free (query);
}

/**
 * ear_figure_row_new:
 * @detail: (nullable)
 *
 * Returns: (transfer floating): the row.
 */
GtkWidget *
ear_figure_row_new (const char *title, const char *detail, const EarFeelings *feelings, guint most, const EarVoiceFilter *filter)
{
  GtkWidget *row = ear_row_new (title, detail);

  if (feelings != NULL)
    {
      GtkWidget *bar = ear_feeling_bar_new ();

      ear_feeling_bar_set_feelings (EAR_FEELING_BAR (bar), feelings, most);
      gtk_widget_set_size_request (bar, 130, -1);
      gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Show these voices"));
  g_signal_connect_data (row, "activated", G_CALLBACK (activated_cb), ear_voice_query_new (filter), free_query, G_CONNECT_DEFAULT);
  return row;
}

/**
 * ear_figure_list_new:
 * @description: (nullable)
 *
 * Returns: (transfer none): a list under its heading, at the end of @into.
 */
GtkWidget *
ear_figure_list_new (const char *title, const char *description, GtkBox *into)
{
  GtkWidget *heading = gtk_label_new (title), *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "title-4");
  gtk_widget_set_margin_top (heading, 12);
  gtk_box_append (into, heading);
  if (description != NULL)
    {
      GtkWidget *text = gtk_label_new (description);

      gtk_label_set_xalign (GTK_LABEL (text), 0);
      gtk_label_set_wrap (GTK_LABEL (text), TRUE);
      gtk_widget_add_css_class (text, "dim-label");
      gtk_box_append (into, text);
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (into, list);
  return list;
}
