/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-row-layout.h"

/* Between what stands side by side, as libadwaita's style has it, and below what went beneath. In pixels. */
#define SPACING 6
/* Of the row's width, in hundredths, what a title of several words gets at least before what is at the end goes beneath it. */
#define TITLE_SHARE 50

struct _EarRowLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (EarRowLayout, ear_row_layout, GTK_TYPE_LAYOUT_MANAGER)

/* What an AdwActionRow holds, by the style classes that its template gives them. */
static GtkWidget *
find_part (GtkWidget *header, const char *style)
{
  for (GtkWidget *each = gtk_widget_get_first_child (header); each != NULL; each = gtk_widget_get_next_sibling (each))
    if (gtk_widget_has_css_class (each, style) && gtk_widget_should_layout (each))
      return each;
  return NULL;
}

static int
natural_width (GtkWidget *widget)
{
  int width = 0;

  if (widget != NULL)
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* The width of the longest word of the title; 0 where there is none. */
static int
longest_word (GtkWidget *title)
{
  GtkWidget *label = title == NULL ? NULL : gtk_widget_get_first_child (title);
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (label == NULL || !GTK_IS_LABEL (label) || !gtk_widget_should_layout (label))
    return 0;
  layout = pango_layout_copy (gtk_label_get_layout (GTK_LABEL (label)));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, 0);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* What stands before the title: things at the row's start, and an image. */
static int
width_before_title (GtkWidget *header)
{
  GtkWidget *title = find_part (header, "title");
  int width = 0;

  for (GtkWidget *each = gtk_widget_get_first_child (header); each != NULL && each != title; each = gtk_widget_get_next_sibling (each))
    if (gtk_widget_should_layout (each) && !gtk_widget_has_css_class (each, "suffixes"))
      width += natural_width (each) + SPACING;
  return width;
}

/* Whether what is at the end has room beside the title. */
static gboolean
stands_beside (GtkWidget *header, int width)
{
  GtkWidget *title = find_part (header, "title"), *end = find_part (header, "suffixes");
  int wanted;

  if (end == NULL || title == NULL || width < 0)
    return TRUE;
  wanted = MAX (longest_word (title), MIN (natural_width (title), width * TITLE_SHARE / 100));
  return width_before_title (header) + wanted + SPACING + natural_width (end) <= width;
}

static void
measure_width (GtkWidget *header, int *minimum, int *natural)
{
  GtkWidget *title = find_part (header, "title"), *end = find_part (header, "suffixes");
  int before = width_before_title (header), least = 0, wanted = 0, end_least = 0, end_wanted = 0;

  if (title != NULL)
    gtk_widget_measure (title, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  if (end != NULL)
    gtk_widget_measure (end, GTK_ORIENTATION_HORIZONTAL, -1, &end_least, &end_wanted, NULL, NULL);
  *minimum = MAX (before + least, end_least);
  *natural = before + wanted + (end == NULL ? 0 : SPACING + end_wanted);
}

static int
height_at (GtkWidget *widget, int width)
{
  int height = 0;

  if (widget != NULL)
    gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

/* How high what stands before the title and the title are, where these have @width. */
static int
height_of_start (GtkWidget *header, int width)
{
  GtkWidget *title = find_part (header, "title");
  int height = height_at (title, MAX (width - width_before_title (header), -1));

  for (GtkWidget *each = gtk_widget_get_first_child (header); each != NULL && each != title; each = gtk_widget_get_next_sibling (each))
    if (gtk_widget_should_layout (each) && !gtk_widget_has_css_class (each, "suffixes"))
      height = MAX (height, height_at (each, -1));
  return height;
}

static int
height_for (GtkWidget *header, int width)
{
  GtkWidget *end = find_part (header, "suffixes");
  int of_end = natural_width (end);

  if (end == NULL)
    return height_of_start (header, width);
  if (stands_beside (header, width))
    return MAX (height_of_start (header, width < 0 ? -1 : width - of_end - SPACING), height_at (end, width < 0 ? -1 : of_end));
  return height_of_start (header, width) + height_at (end, width) + SPACING;
}

static void
ear_row_layout_measure (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *header, GtkOrientation orientation, int for_size,
                        int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (header, minimum, natural);
  else
    *minimum = *natural = height_for (header, for_size);
  *minimum_baseline = *natural_baseline = -1;
}

/* Puts @widget at @x, counted from where a line begins. */
static void
place (GtkWidget *header, GtkWidget *widget, int row, int x, int y, int width, int height)
{
  gboolean is_rtl = gtk_widget_get_direction (header) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (widget, &(GtkAllocation) { is_rtl ? row - x - width : x, y, width, height }, -1);
}

static void
ear_row_layout_allocate (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *header, int width, int height,
                         int baseline G_GNUC_UNUSED)
{
  GtkWidget *title = find_part (header, "title"), *end = find_part (header, "suffixes");
  gboolean is_beside = stands_beside (header, width);
  int of_end = natural_width (end), x = 0;
  int room = end != NULL && is_beside ? width - of_end - SPACING : width;
  int foot = end != NULL && !is_beside ? height_at (end, width) + SPACING : 0;

  for (GtkWidget *each = gtk_widget_get_first_child (header); each != NULL; each = gtk_widget_get_next_sibling (each))
    {
      int of_each = natural_width (each);

      if (!gtk_widget_should_layout (each) || each == end)
        continue;
      if (each == title)
        of_each = MAX (room - x, 0);
      place (header, each, width, x, 0, of_each, height - foot);
      x += of_each + SPACING;
    }
  if (end != NULL && is_beside)
    place (header, end, width, width - of_end, 0, of_end, height);
  else if (end != NULL)
    place (header, end, width, 0, height - foot, width, foot - SPACING);
}

static GtkSizeRequestMode
ear_row_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *header G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ear_row_layout_class_init (EarRowLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = ear_row_layout_measure;
  manager_class->allocate = ear_row_layout_allocate;
  manager_class->get_request_mode = ear_row_layout_get_request_mode;
}

static void
ear_row_layout_init (EarRowLayout *layout G_GNUC_UNUSED)
{
}

/**
 * ear_row_layout_use:
 *
 * From now on no word of the title of @row is broken for the sake of what stands at the row's end. Where a title stands before a
 * choice, that keeps its place: use AdwComboRow:use-subtitle for one of long names.
 */
void
ear_row_layout_use (AdwActionRow *row)
{
  GtkWidget *header = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

  if (header != NULL && gtk_widget_has_css_class (header, "header") && !ADW_IS_COMBO_ROW (row)
      && !EAR_IS_ROW_LAYOUT (gtk_widget_get_layout_manager (header)))
    gtk_widget_set_layout_manager (header, g_object_new (EAR_TYPE_ROW_LAYOUT, NULL));
}
