/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-far-type.h"

static void
enable (GtkWidget *window, const char *prefix, const char *verb, gboolean enabled)
{
  g_autofree char *action = g_strdup_printf ("%s.%s", prefix, verb);

  gtk_widget_action_set_enabled (window, action, enabled);
}

/**
 * ear_far_type_set_size:
 * @window: has the actions @prefix.smaller and @prefix.larger
 * @shown: gets the style class @prefix-size-N
 * @size: (inout): the size until now
 */
void
ear_far_type_set_size (GtkWidget *window, GtkWidget *shown, const char *prefix, guint *size, guint wanted, guint n_sizes)
{
  g_autofree char *before = g_strdup_printf ("%s-size-%u", prefix, *size);
  g_autofree char *after = g_strdup_printf ("%s-size-%u", prefix, wanted);

  gtk_widget_remove_css_class (shown, before);
  gtk_widget_add_css_class (shown, after);
  *size = wanted;
  enable (window, prefix, "smaller", wanted > 0);
  enable (window, prefix, "larger", wanted + 1 < n_sizes);
}

void
ear_far_type_toggle_fullscreen (GtkWidget *window, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (window)))
    gtk_window_unfullscreen (GTK_WINDOW (window));
  else
    gtk_window_fullscreen (GTK_WINDOW (window));
}

/**
 * ear_far_type_add_keys:
 * @prefix: of the actions larger, smaller, usual-size and fullscreen
 *
 * Ctrl and +, - or 0, F11, and Escape or Ctrl+W to close it.
 */
void
ear_far_type_add_keys (GtkWidgetClass *klass, const char *prefix)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *verb;
  } keys[] = {
    { GDK_KEY_plus, GDK_CONTROL_MASK, "larger" },   { GDK_KEY_equal, GDK_CONTROL_MASK, "larger" },
    { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "larger" }, { GDK_KEY_minus, GDK_CONTROL_MASK, "smaller" },
    { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "smaller" }, { GDK_KEY_0, GDK_CONTROL_MASK, "usual-size" },
    { GDK_KEY_F11, 0, "fullscreen" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *action = g_strdup_printf ("%s.%s", prefix, keys[i].verb);

      gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers, action, NULL);
    }
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}
