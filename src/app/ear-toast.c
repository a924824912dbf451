/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says at its foot, whole, in as many lines as that takes. */
#include "ear-toast.h"

/* Beside what stands in a toast: its margins, its padding, and those of its children. */
#define EDGES 54
#define SPACING 6

/* A toast gets the height that it wants at its natural width, even where there is less: so its words must not want more width than
 * the window leaves them beside the buttons. */
static int
find_room (GtkWidget *title)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (title, ADW_TYPE_TOAST_OVERLAY), *bin = gtk_widget_get_parent (title);
  int room;

  if (overlay == NULL || gtk_widget_get_width (overlay) == 0)
    return G_MAXINT;
  room = gtk_widget_get_width (overlay) - EDGES;
  for (GtkWidget *each = gtk_widget_get_first_child (gtk_widget_get_parent (bin)); each != NULL;
       each = gtk_widget_get_next_sibling (each))
    {
      int width;

      if (each == bin || !gtk_widget_should_layout (each))
        continue;
      gtk_widget_measure (each, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      room -= width + SPACING;
    }
  return room;
}

static void
measure (GtkWidget *title, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
         int *natural_baseline)
{
  GtkWidget *label = gtk_widget_get_first_child (title);

  gtk_widget_measure (label, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = CLAMP (find_room (title), *minimum, *natural);
}

static void
allocate (GtkWidget *title, int width, int height, int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (title), width, height, baseline, NULL);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *title G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/**
 * ear_toast_new:
 * @text: plain text
 *
 * Returns: (transfer full): a toast that says all of it. It says nothing aloud by itself. Main thread.
 */
AdwToast *
ear_toast_new (const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *title = adw_bin_new (), *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_bin_set_child (ADW_BIN (title), label);
  gtk_widget_set_layout_manager (title, gtk_custom_layout_new (get_request_mode, measure, allocate));
  adw_toast_set_custom_title (toast, title);
  return toast;
}
