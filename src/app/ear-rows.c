/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-rows.h"

/**
 * ear_row_new:
 * @title: plain text, as is @subtitle
 * @subtitle: (nullable): more of it
 *
 * Returns: (transfer floating): an AdwActionRow that breaks its lines rather than cutting them off.
 */
GtkWidget *
ear_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle == NULL ? "" : subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

/**
 * ear_row_new_expander:
 * @title: plain text, as is @subtitle
 * @subtitle: (nullable): more of it
 *
 * Returns: (transfer floating): an AdwExpanderRow like ear_row_new().
 */
GtkWidget *
ear_row_new_expander (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle == NULL ? "" : subtitle);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 0);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

/**
 * ear_row_new_spin:
 * @title: plain text
 * @most: what can be set at most; at least it is 0
 *
 * An AdwSpinRow hides itself and its number from those who hear the screen, unless it is a row like every other; and the number is named
 * by its row, which would otherwise be named by all that is in it. A template has to say the same of its own.
 *
 * Returns: (transfer floating): an AdwSpinRow.
 */
GtkWidget *
ear_row_new_spin (const char *title, guint most)
{
  GtkWidget *row = g_object_new (ADW_TYPE_SPIN_ROW, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "adjustment",
                                 gtk_adjustment_new (0, 0, most, 1, 10, 0), NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

/**
 * ear_row_new_roomy:
 * @child: what it holds, such as several lines of text or buttons
 *
 * Returns: (transfer floating): a row that is nothing but room for @child, which alone takes the focus.
 */
GtkWidget *
ear_row_new_roomy (GtkWidget *child)
{
  GtkWidget *row = adw_preferences_row_new ();

  gtk_widget_set_margin_top (child, 12);
  gtk_widget_set_margin_bottom (child, 12);
  gtk_widget_set_margin_start (child, 12);
  gtk_widget_set_margin_end (child, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/**
 * ear_button_break_lines:
 * @button: one with a label, which may be set anew
 *
 * Its label takes a line for each word where there is no room, and never less than a word.
 */
void
ear_button_break_lines (GtkButton *button)
{
  GtkLabel *text = GTK_LABEL (gtk_button_get_child (button));

  gtk_label_set_wrap (text, TRUE);
  gtk_label_set_justify (text, GTK_JUSTIFY_CENTER);
}

/**
 * ear_row_add_button:
 * @row: an AdwActionRow
 * @label: with a mnemonic
 *
 * Returns: (transfer none): the button at its end.
 */
GtkWidget *
ear_row_add_button (GtkWidget *row, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  /* A long title leaves it no more than it needs. */
  ear_button_break_lines (GTK_BUTTON (button));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

/**
 * ear_row_add_one_of_buttons:
 * @row: an AdwActionRow
 * @label: with a mnemonic
 *
 * Returns: (transfer none): the button at its end, beneath the one before where there is no room for both beside the title.
 */
GtkWidget *
ear_row_add_one_of_buttons (GtkWidget *row, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label), *box = g_object_get_data (G_OBJECT (row), "ear-buttons");

  if (box == NULL)
    {
      box = adw_wrap_box_new ();
      adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
      adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
      gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
      g_object_set_data (G_OBJECT (row), "ear-buttons", box);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
    }
  ear_button_break_lines (GTK_BUTTON (button));
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);
  return button;
}
