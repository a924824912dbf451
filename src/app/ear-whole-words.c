/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-whole-words.h"

#include "ear-row-layout.h"

/* Lines of a title beneath which there is nothing. More would leave no room for the page. */
#define TITLE_LINES 3
/* What the pencil takes of an AdwEntryRow, with the room before it. In pixels. */
#define PENCIL 24

/* What a widget of libadwaita has of that style class, in the order of its template. */
static GtkWidget *
find_styled (GtkWidget *widget, const char *style)
{
  for (GtkWidget *each = gtk_widget_get_first_child (widget); each != NULL; each = gtk_widget_get_next_sibling (each))
    {
      GtkWidget *found = gtk_widget_has_css_class (each, style) ? each : find_styled (each, style);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
mend_group (GtkWidget *group)
{
  GtkWidget *labels = find_styled (group, "labels"), *title = labels == NULL ? NULL : gtk_widget_get_first_child (labels);

  if (title == NULL || !GTK_IS_LABEL (title))
    return;
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
}

static void
break_title (GtkLabel *title)
{
  gtk_label_set_single_line_mode (title, FALSE);
  gtk_label_set_wrap (title, TRUE);
  /* Else it would ask for the longest word of all lines but the last, and push what stands beside it out of the window. */
  gtk_label_set_wrap_mode (title, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (title, TITLE_LINES);
  gtk_label_set_justify (title, GTK_JUSTIFY_CENTER);
}

/* What stands beside a title of several lines is no higher for that. */
static void
centre_children (GtkWidget *box)
{
  for (GtkWidget *each = box == NULL ? NULL : gtk_widget_get_first_child (box); each != NULL; each = gtk_widget_get_next_sibling (each))
    if (gtk_widget_get_valign (each) == GTK_ALIGN_FILL)
      gtk_widget_set_valign (each, GTK_ALIGN_CENTER);
}

/* The title that a dialog or a page has by itself. */
static void
mend_header_bar (GtkWidget *bar)
{
  GtkWidget *title;

  centre_children (find_styled (bar, "start"));
  centre_children (find_styled (bar, "end"));
  title = find_styled (bar, "title");
  if (title != NULL && GTK_IS_LABEL (title) && gtk_widget_get_ancestor (title, ADW_TYPE_WINDOW_TITLE) == NULL)
    break_title (GTK_LABEL (title));
}

static void
subtitle_cb (AdwWindowTitle *window_title, GParamSpec *pspec G_GNUC_UNUSED, GtkLabel *title)
{
  gtk_label_set_lines (title, *adw_window_title_get_subtitle (window_title) == '\0' ? TITLE_LINES : 1);
}

static void
mend_window_title (GtkWidget *window_title)
{
  GtkWidget *title = find_styled (window_title, "title");

  if (title == NULL || !GTK_IS_LABEL (title) || gtk_label_get_wrap (GTK_LABEL (title)))
    return;
  break_title (GTK_LABEL (title));
  g_signal_connect_object (window_title, "notify::subtitle", G_CALLBACK (subtitle_cb), title, 0);
  subtitle_cb (ADW_WINDOW_TITLE (window_title), NULL, GTK_LABEL (title));
}

/* What an empty field says of itself goes as far as the pencil at its end, not over it. */
static void
mend_entry_row (GtkWidget *row)
{
  GtkWidget *title = find_styled (row, "title");

  if (title != NULL && GTK_IS_LABEL (title))
    gtk_widget_set_margin_end (title, PENCIL);
}

/* libadwaita cuts off the title of a group and of a window, and has no property against it. Each page and
 * dialog would have to think of it, so that it is done to whatever comes to the screen. */
static gboolean
map_cb (GSignalInvocationHint *hint G_GNUC_UNUSED, guint n G_GNUC_UNUSED, const GValue *values, gpointer data G_GNUC_UNUSED)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (ADW_IS_ACTION_ROW (widget))
    ear_row_layout_use (ADW_ACTION_ROW (widget));
  else if (ADW_IS_PREFERENCES_GROUP (widget))
    mend_group (widget);
  else if (ADW_IS_WINDOW_TITLE (widget))
    mend_window_title (widget);
  else if (ADW_IS_HEADER_BAR (widget))
    mend_header_bar (widget);
  else if (ADW_IS_ENTRY_ROW (widget))
    mend_entry_row (widget);
  return G_SOURCE_CONTINUE;
}

/**
 * ear_whole_words_start:
 *
 * Holds for every window, until the program ends. Once, on the main thread.
 */
void
ear_whole_words_start (void)
{
  g_autoptr (GTypeClass) widget = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, map_cb, NULL, NULL);
}
