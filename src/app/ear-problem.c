/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-problem.h"

#define STYLE "error"

/**
 * ear_problem_say:
 * @widget: (type GtkWidget): where it went wrong
 * @text: (nullable): what a person is told, and sees there
 *
 * By the window, since what is only about to be shown has no voice yet.
 */
void
ear_problem_say (gpointer widget, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (text != NULL && *text != '\0')
    gtk_accessible_announce (root == NULL ? GTK_ACCESSIBLE (widget) : GTK_ACCESSIBLE (root), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * ear_problem_label_new:
 *
 * Returns: (transfer floating): a label for ear_problem_show(), hidden until then. One in a blueprint has the style “error” and the role
 * of an alert.
 */
GtkLabel *
ear_problem_label_new (void)
{
  GtkLabel *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "visible", FALSE, "wrap", TRUE,
                                  "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (label), STYLE);
  return label;
}

/**
 * ear_problem_show:
 * @text: (nullable): what went wrong; NULL hides it
 *
 * What stands there already is not said again.
 */
void
ear_problem_show (GtkLabel *label, const char *text)
{
  gboolean is_new = !gtk_widget_get_visible (GTK_WIDGET (label)) || g_strcmp0 (gtk_label_get_text (label), text) != 0;

  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  if (is_new)
    ear_problem_say (label, text);
}

/**
 * ear_problem_show_row:
 * @row: (type AdwPreferencesRow): one with a subtitle, which is text and no markup
 */
void
ear_problem_show_row (gpointer row, const char *text)
{
  g_object_set (row, "subtitle", text, NULL);
  ear_problem_say (row, text);
}

/**
 * ear_problem_show_banner:
 * @text: (nullable): what went wrong, as plain text; NULL folds it away
 *
 * As ear_problem_show().
 */
void
ear_problem_show_banner (AdwBanner *banner, const char *text)
{
  g_autofree char *escaped = text == NULL ? NULL : g_markup_escape_text (text, -1);
  gboolean is_new = !adw_banner_get_revealed (banner) || g_strcmp0 (adw_banner_get_title (banner), escaped) != 0;

  /* A banner that is folded away is still read out by its title. */
  adw_banner_set_title (banner, escaped == NULL ? "" : escaped);
  adw_banner_set_revealed (banner, text != NULL);
  if (is_new)
    ear_problem_say (banner, text);
}

/**
 * ear_problem_show_page:
 * @text: why there is nothing else to be seen, as plain text
 */
void
ear_problem_show_page (AdwStatusPage *page, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *both = g_strdup_printf ("%s. %s", adw_status_page_get_title (page), text);

  adw_status_page_set_description (page, escaped);
  ear_problem_say (page, both);
}

/**
 * ear_problem_mark:
 * @field: (type GtkWidget): where something was typed
 * @text: (nullable): why it cannot be so, empty where a label beside it says that; NULL where it can
 *
 * Said once, until it can be so again; who comes back to the field later finds it in its tooltip.
 */
void
ear_problem_mark (gpointer field, const char *text)
{
  gboolean is_new = !gtk_widget_has_css_class (field, STYLE);

  if (text == NULL)
    {
      gtk_widget_remove_css_class (field, STYLE);
      gtk_accessible_reset_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID);
    }
  else
    {
      gtk_widget_add_css_class (field, STYLE);
      gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  gtk_widget_set_tooltip_text (field, text == NULL || *text == '\0' ? NULL : text);
  if (is_new)
    ear_problem_say (field, text);
}

/**
 * ear_problem_icon_new:
 *
 * Returns: (transfer floating): stands before the words of a row that tells of an error, which are said with their row
 */
GtkWidget *
ear_problem_icon_new (void)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-error-symbolic");

  gtk_widget_add_css_class (image, STYLE);
  return image;
}
