/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-find-box.h"

#include "ear-focus-keeper.h"

struct _EarFindBox
{
  AdwBin parent_instance;

  gboolean low;   /* there is no room for both */
  gboolean aside; /* something is done with what was found */
};

G_DEFINE_FINAL_TYPE (EarFindBox, ear_find_box, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_LOW,
  PROP_ASIDE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static gboolean
has_focus (EarFindBox *box)
{
  GtkWidget *focus = ear_focus_get (GTK_WIDGET (box));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (box));
}

static void
update (EarFindBox *box)
{
  gtk_widget_set_visible (GTK_WIDGET (box), !box->low || !box->aside || has_focus (box));
}

/* The focus is elsewhere by now. */
static void
leave_cb (EarFindBox *box)
{
  gtk_widget_set_visible (GTK_WIDGET (box), !box->low || !box->aside);
}

static void
ear_find_box_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  EarFindBox *box = EAR_FIND_BOX (object);

  if (property == PROP_LOW)
    g_value_set_boolean (value, box->low);
  else if (property == PROP_ASIDE)
    g_value_set_boolean (value, box->aside);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_find_box_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  EarFindBox *box = EAR_FIND_BOX (object);

  if (property == PROP_LOW)
    box->low = g_value_get_boolean (value);
  else if (property == PROP_ASIDE)
    box->aside = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  update (box);
}

static void
ear_find_box_class_init (EarFindBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_find_box_get_property;
  object_class->set_property = ear_find_box_set_property;
  /**
   * EarFindBox:low:
   *
   * Whether the window is too low for it and for what is done with what was found. For a breakpoint.
   */
  properties[PROP_LOW] = g_param_spec_boolean ("low", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * EarFindBox:aside:
   *
   * Whether something is done with what was found, for which it makes room.
   */
  properties[PROP_ASIDE] = g_param_spec_boolean ("aside", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ear_find_box_init (EarFindBox *box)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), box);
  gtk_widget_add_controller (GTK_WIDGET (box), focus);
}

/**
 * ear_find_box_ask:
 *
 * Shows it, so that something in it can be given the focus. When that goes elsewhere it makes room again.
 */
void
ear_find_box_ask (EarFindBox *box)
{
  gtk_widget_set_visible (GTK_WIDGET (box), TRUE);
}
