/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-counter.h"

#include "ear-look-state.h"

struct _EarLookCounter
{
  GObject parent_instance;

  EarWorkbook *workbook; /* (nullable) */
  gulong changed_handler;
  guint count;
  gboolean counting;
  gboolean stale;        /* something was written since the count under way began */
};

G_DEFINE_FINAL_TYPE (EarLookCounter, ear_look_counter, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void count (EarLookCounter *counter);

static void
set_count (EarLookCounter *counter, guint n)
{
  if (counter->count == n)
    return;
  counter->count = n;
  g_object_notify_by_pspec (G_OBJECT (counter), properties[PROP_COUNT]);
}

static void
counted_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarLookCounter) counter = data;
  g_autofree guint *n = ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, NULL);

  counter->counting = FALSE;
  if (n != NULL && counter->workbook == EAR_WORKBOOK (workbook))
    set_count (counter, *n);
  if (counter->stale && counter->workbook != NULL)
    count (counter);
}

static void
count (EarLookCounter *counter)
{
  counter->stale = counter->counting;
  if (counter->counting)
    return;
  counter->counting = TRUE;
  ear_workbook_run_async (counter->workbook, FALSE, ear_look_count_job, NULL, NULL, g_free, NULL, counted_cb, g_object_ref (counter));
}

static void
ear_look_counter_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_COUNT)
    g_value_set_uint (value, EAR_LOOK_COUNTER (object)->count);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_look_counter_dispose (GObject *object)
{
  ear_look_counter_set_workbook (EAR_LOOK_COUNTER (object), NULL);
  G_OBJECT_CLASS (ear_look_counter_parent_class)->dispose (object);
}

static void
ear_look_counter_class_init (EarLookCounterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_look_counter_get_property;
  object_class->dispose = ear_look_counter_dispose;
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ear_look_counter_init (EarLookCounter *counter G_GNUC_UNUSED)
{
}

/* Main thread, like all of its functions. */
EarLookCounter *
ear_look_counter_new (void)
{
  return g_object_new (EAR_TYPE_LOOK_COUNTER, NULL);
}

/**
 * ear_look_counter_set_workbook:
 * @workbook: (nullable): where to count from now on
 */
void
ear_look_counter_set_workbook (EarLookCounter *counter, EarWorkbook *workbook)
{
  if (counter->workbook == workbook)
    return;
  if (counter->workbook != NULL)
    g_clear_signal_handler (&counter->changed_handler, counter->workbook);
  g_set_object (&counter->workbook, workbook);
  set_count (counter, 0);
  if (workbook == NULL)
    return;
  counter->changed_handler = g_signal_connect_swapped (workbook, "changed", G_CALLBACK (count), counter);
  count (counter);
}

guint
ear_look_counter_get (EarLookCounter *counter)
{
  return counter->count;
}
