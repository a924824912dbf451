/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-colour-choice.h"

#include <glib/gi18n.h>

#include "ear-lane-mark.h"
#include "ear-palette.h"

#define AUTOMATIC EAR_PALETTE_SIZE

struct _EarColourChoice
{
  AdwBin parent_instance;

  GtkWidget *buttons[EAR_PALETTE_SIZE + 1]; /* the last leaves it to the program */
  EarLaneMark *marks[EAR_PALETTE_SIZE];
  GtkWidget *note, *free_button;
  guint free_step;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (EarColourChoice, ear_colour_choice, ADW_TYPE_BIN)

static guint chosen_signal;

static void
toggled_cb (GtkToggleButton *button, EarColourChoice *choice)
{
  for (guint i = 0; !choice->filling && i <= EAR_PALETTE_SIZE; i++)
    {
      if (choice->buttons[i] == GTK_WIDGET (button) && gtk_toggle_button_get_active (button))
        g_signal_emit (choice, chosen_signal, 0, i == AUTOMATIC ? -1 : (int) i);
    }
}

static void
free_cb (EarColourChoice *choice)
{
  g_signal_emit (choice, chosen_signal, 0, (int) choice->free_step);
}

static void
add_button (EarColourChoice *choice, AdwWrapBox *box, guint i)
{
  GtkWidget *button = i == AUTOMATIC ? gtk_toggle_button_new_with_label (_ ("Automatic")) : gtk_toggle_button_new ();

  choice->buttons[i] = button;
  if (i > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (choice->buttons[0]));
  if (i < AUTOMATIC)
    {
      choice->marks[i] = g_object_new (EAR_TYPE_LANE_MARK, NULL);
      gtk_button_set_child (GTK_BUTTON (button), GTK_WIDGET (choice->marks[i]));
      gtk_widget_set_tooltip_text (button, ear_palette_name (i));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, ear_palette_name (i), -1);
    }
  gtk_widget_add_css_class (button, "colour-button");
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), choice);
  adw_wrap_box_append (box, button);
}

static void
ear_colour_choice_class_init (EarColourChoiceClass *klass)
{
  /**
   * EarColourChoice::chosen:
   * @step: of the palette; -1: the one that follows from the theme's id
   */
  chosen_signal = g_signal_new ("chosen", EAR_TYPE_COLOUR_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_INT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ear_colour_choice_init (EarColourChoice *choice)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 4);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 4);
  for (guint i = 0; i <= EAR_PALETTE_SIZE; i++)
    add_button (choice, ADW_WRAP_BOX (box), i);
  choice->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (choice->note), 0);
  gtk_label_set_wrap (GTK_LABEL (choice->note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (choice->note), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (choice->note, "dim-label");
  choice->free_button = gtk_button_new ();
  gtk_widget_set_halign (choice->free_button, GTK_ALIGN_START);
  g_signal_connect_swapped (choice->free_button, "clicked", G_CALLBACK (free_cb), choice);
  gtk_box_append (GTK_BOX (column), box);
  gtk_box_append (GTK_BOX (column), choice->note);
  gtk_box_append (GTK_BOX (column), choice->free_button);
  adw_bin_set_child (ADW_BIN (choice), column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Colour"), -1);
}

static char *
name_sharers (GPtrArray *names)
{
  const char *first = names->pdata[0];

  if (names->len == 1)
    return g_strdup_printf (_ ("“%s” has this colour, too."), first);
  if (names->len == 2)
    return g_strdup_printf (_ ("“%s” and “%s” have this colour, too."), first, (const char *) names->pdata[1]);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "“%s” and %u other theme have this colour, too.",
                                       "“%s” and %u other themes have this colour, too.", names->len - 1),
                          first, names->len - 1);
}

static void
show_sharing (EarColourChoice *choice, GPtrArray *names, const guint n_themes[EAR_PALETTE_SIZE], guint step)
{
  g_autofree char *note = names->len == 0 ? NULL : name_sharers (names);
  g_autofree char *offer = NULL;

  choice->free_step = ear_palette_least_used (n_themes, step);
  offer = g_strdup_printf (n_themes[choice->free_step] == 0 ? _ ("Take “%s”, which Is Free") : _ ("Take “%s”, which the Fewest Have"),
                           ear_palette_name (choice->free_step));
  gtk_label_set_text (GTK_LABEL (choice->note), note == NULL ? _ ("No other theme has this colour.") : note);
  gtk_button_set_label (GTK_BUTTON (choice->free_button), offer);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (choice->free_button))), TRUE);
  gtk_widget_set_visible (choice->free_button, names->len > 0 && n_themes[choice->free_step] < names->len);
}

/**
 * ear_colour_choice_set:
 * @model: all themes
 * @theme: whose colour it is
 */
void
ear_colour_choice_set (EarColourChoice *choice, EarBookModel *model, const EarId *theme)
{
  EarBookNode *node = ear_book_model_find (model, theme);
  const EarBookTheme *own = node == NULL ? NULL : ear_book_node_get_theme (node);
  guint step = own == NULL ? 0 : ear_palette_step (theme, own->colour), n_themes[EAR_PALETTE_SIZE] = { 0 };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GPtrArray *nodes = ear_book_model_get_nodes (model);

  if (own == NULL)
    return;
  for (guint i = 0; i < nodes->len; i++)
    {
      const EarBookTheme *other = ear_book_node_get_theme (nodes->pdata[i]);

      if (other->state != EAR_BOOK_IN_USE || other == own)
        continue;
      n_themes[ear_palette_step (&other->id, other->colour)]++;
      if (ear_palette_step (&other->id, other->colour) == step)
        g_ptr_array_add (names, other->name);
    }
  choice->filling = TRUE;
  for (guint i = 0; i < EAR_PALETTE_SIZE; i++)
    ear_lane_mark_set (choice->marks[i], i, own->name);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (choice->buttons[own->colour < 0 ? AUTOMATIC : (guint) own->colour % EAR_PALETTE_SIZE]),
                                TRUE);
  choice->filling = FALSE;
  show_sharing (choice, names, n_themes, step);
}
