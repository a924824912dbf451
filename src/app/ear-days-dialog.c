/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-days-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ear-problem.h"

typedef struct
{
  AdwAlertDialog *dialog; /* not owned */
  AdwEntryRow *from, *to;
  GtkLabel *problem;
  EarDaysChosen chosen;
  GObject *data;
} Asking;

static void
asking_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Asking *asking = data;

  g_object_unref (asking->data);
  g_free (asking);
}

/* FALSE where something stands there that is no day. @day: NULL for nothing. */
static gboolean
read_day (AdwEntryRow *row, char **day)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autofree char *moment = g_strconcat (typed, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) when = strlen (typed) == 10 ? g_date_time_new_from_iso8601 (moment, NULL) : NULL;

  *day = when == NULL ? NULL : g_strdup (typed);
  return when != NULL || typed[0] == '\0';
}

/* Whether as much stands there as a day has, so that whoever is still typing is not told that it is none. */
static gboolean
is_typed (AdwEntryRow *row)
{
  return g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (row)), -1) >= (glong) strlen ("2027-03-31");
}

static void
typed_cb (GtkEditable *editable G_GNUC_UNUSED, gpointer data)
{
  Asking *asking = data;
  g_autofree char *from = NULL, *to = NULL;
  gboolean from_reads = read_day (asking->from, &from), to_reads = read_day (asking->to, &to);
  gboolean wrong_way = from != NULL && to != NULL && strcmp (from, to) > 0;

  ear_problem_mark (asking->from, from_reads ? NULL : "");
  ear_problem_mark (asking->to, to_reads && !wrong_way ? NULL : "");
  if ((!from_reads && is_typed (asking->from)) || (!to_reads && is_typed (asking->to)))
    ear_problem_show (asking->problem, _ ("Write the day as in 2027-03-31"));
  else
    ear_problem_show (asking->problem, wrong_way ? _ ("The last day is before the first.") : NULL);
  adw_alert_dialog_set_response_enabled (asking->dialog, "show",
                                         from_reads && to_reads && !wrong_way && (from != NULL || to != NULL));
}

static void
response_cb (AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, gpointer data)
{
  Asking *asking = data;
  g_autofree char *from = NULL, *to = NULL;

  if (!g_str_equal (response, "show") || !read_day (asking->from, &from) || !read_day (asking->to, &to))
    return;
  asking->chosen (from, to, asking->data);
}

static AdwEntryRow *
add_row (GtkListBox *list, const char *title, const char *day)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), day == NULL ? "" : day);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (list, row);
  return ADW_ENTRY_ROW (row);
}

void
ear_days_dialog_ask (GtkWidget *parent, const char *from, const char *to, EarDaysChosen chosen, gpointer data)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Between two days"), _ ("Both days count. Leave one empty for no limit."));
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  Asking *asking = g_new0 (Asking, 1);

  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Between two days"), -1);
  asking->dialog = ADW_ALERT_DIALOG (dialog);
  asking->from = add_row (list, _ ("First day, YYYY-MM-DD"), from);
  asking->to = add_row (list, _ ("Last day, YYYY-MM-DD"), to);
  asking->chosen = chosen;
  asking->data = g_object_ref (data);
  asking->problem = ear_problem_label_new ();
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (asking->problem));
  adw_alert_dialog_set_extra_child (asking->dialog, box);
  adw_alert_dialog_add_responses (asking->dialog, "cancel", _ ("_Cancel"), "show", _ ("_Show"), NULL);
  adw_alert_dialog_set_response_appearance (asking->dialog, "show", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (asking->dialog, "show");
  adw_alert_dialog_set_close_response (asking->dialog, "cancel");
  adw_dialog_set_focus (dialog, GTK_WIDGET (asking->from));
  g_signal_connect (asking->from, "changed", G_CALLBACK (typed_cb), asking);
  g_signal_connect (asking->to, "changed", G_CALLBACK (typed_cb), asking);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asking, asking_free, 0);
  typed_cb (NULL, asking);
  adw_dialog_present (dialog, parent);
}
