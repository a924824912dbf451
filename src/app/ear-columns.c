/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-columns.h"

#define GAP 12

struct _EarColumns
{
  GtkWidget parent_instance;

  int column_width; /* the least, unless the whole is narrower */
  guint max_columns;
};

G_DEFINE_FINAL_TYPE (EarColumns, ear_columns, GTK_TYPE_WIDGET)

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
fit_columns (EarColumns *columns, int width)
{
  int n = (width + GAP) / (columns->column_width + GAP);

  return CLAMP (n, 1, (int) columns->max_columns);
}

/* The height of the row that begins with @first. */
static int
measure_row (GtkWidget *first, int n_columns, int column_width)
{
  GtkWidget *child = first;
  int height = 0;

  for (int i = 0; child != NULL && i < n_columns; i++)
    {
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
      child = next_shown (gtk_widget_get_next_sibling (child));
    }
  return height;
}

static void
measure_width (EarColumns *columns, int *minimum, int *natural)
{
  GtkWidget *child;

  *minimum = *natural = 0;
  for (child = next_shown (gtk_widget_get_first_child (GTK_WIDGET (columns))); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      *minimum = MAX (*minimum, least);
    }
  *natural = MAX (*minimum, columns->column_width) * (int) columns->max_columns + GAP * ((int) columns->max_columns - 1);
}

static int
measure_height (EarColumns *columns, int width)
{
  int n = fit_columns (columns, width);
  int column_width = (width - GAP * (n - 1)) / n;
  int height = 0;
  GtkWidget *child = next_shown (gtk_widget_get_first_child (GTK_WIDGET (columns)));

  while (child != NULL)
    {
      height += (height == 0 ? 0 : GAP) + measure_row (child, n, column_width);
      for (int i = 0; child != NULL && i < n; i++)
        child = next_shown (gtk_widget_get_next_sibling (child));
    }
  return height;
}

static void
ear_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  EarColumns *columns = EAR_COLUMNS (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (columns, minimum, natural);
  else
    {
      int width = for_size;

      if (width < 0)
        measure_width (columns, minimum, &width);
      *minimum = *natural = measure_height (columns, width);
    }
}

static void
ear_columns_size_allocate (GtkWidget *widget, int width, int height G_GNUC_UNUSED, int baseline G_GNUC_UNUSED)
{
  EarColumns *columns = EAR_COLUMNS (widget);
  int n = fit_columns (columns, width);
  int column_width = (width - GAP * (n - 1)) / n;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      int row_height = measure_row (child, n, column_width);

      for (int i = 0; child != NULL && i < n; i++)
        {
          int x = i * (column_width + GAP);

          gtk_widget_size_allocate (child,
                                    &(GtkAllocation) { rtl ? width - x - column_width : x, y, column_width, row_height },
                                    -1);
          child = next_shown (gtk_widget_get_next_sibling (child));
        }
      y += row_height + GAP;
    }
}

static GtkSizeRequestMode
ear_columns_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ear_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ear_columns_parent_class)->dispose (object);
}

static void
ear_columns_class_init (EarColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_columns_dispose;
  widget_class->measure = ear_columns_measure;
  widget_class->size_allocate = ear_columns_size_allocate;
  widget_class->get_request_mode = ear_columns_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ear_columns_init (EarColumns *columns)
{
  columns->column_width = 240;
  columns->max_columns = 3;
}

/**
 * ear_columns_new:
 * @column_width: how wide a column is at least, in pixels
 *
 * Returns: (transfer floating): the columns, empty.
 */
GtkWidget *
ear_columns_new (int column_width, guint max_columns)
{
  EarColumns *columns = g_object_new (EAR_TYPE_COLUMNS, NULL);

  columns->column_width = column_width;
  columns->max_columns = max_columns;
  return GTK_WIDGET (columns);
}

void
ear_columns_append (EarColumns *columns, GtkWidget *child)
{
  gtk_widget_insert_before (child, GTK_WIDGET (columns), NULL);
}
