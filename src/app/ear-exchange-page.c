/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-exchange-page.h"

#include "ear-export-pane.h"
#include "ear-folder-pane.h"
#include "ear-merge-pane.h"
#include "ear-partners-pane.h"
#include "ear-workbook.h"

struct _EarExchangePage
{
  AdwBin parent_instance;

  EarMergePane *merge_pane;
  EarPartnersPane *partners_pane;

  EarWorkbook *workbook;
};

G_DEFINE_FINAL_TYPE (EarExchangePage, ear_exchange_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* What lies in the shared folder is merged like any other file, once a person has looked at it. */
static void
look_at_cb (EarExchangePage *page, GStrv paths)
{
  ear_merge_pane_preview_files (page->merge_pane, (const char *const *) paths);
}

/* A card is taken in like any other, once a person has compared its words. */
static void
look_at_card_cb (EarExchangePage *page, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  ear_partners_pane_look_at_card (page->partners_pane, file);
}

static void
ear_exchange_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, EAR_EXCHANGE_PAGE (object)->workbook);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_exchange_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property != PROP_WORKBOOK)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  else if (g_set_object (&EAR_EXCHANGE_PAGE (object)->workbook, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
ear_exchange_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_EXCHANGE_PAGE);
  g_clear_object (&EAR_EXCHANGE_PAGE (object)->workbook);
  G_OBJECT_CLASS (ear_exchange_page_parent_class)->dispose (object);
}

static void
ear_exchange_page_class_init (EarExchangePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_exchange_page_get_property;
  object_class->set_property = ear_exchange_page_set_property;
  object_class->dispose = ear_exchange_page_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_EXPORT_PANE);
  g_type_ensure (EAR_TYPE_FOLDER_PANE);
  g_type_ensure (EAR_TYPE_MERGE_PANE);
  g_type_ensure (EAR_TYPE_PARTNERS_PANE);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/uk/earshot/app/ear-exchange-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), EarExchangePage, merge_pane);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), EarExchangePage, partners_pane);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), look_at_cb);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), look_at_card_cb);
}

static void
ear_exchange_page_init (EarExchangePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
}

/**
 * ear_exchange_page_new:
 *
 * Returns: (transfer floating): the page, without a workbook.
 */
GtkWidget *
ear_exchange_page_new (void)
{
  return g_object_new (EAR_TYPE_EXCHANGE_PAGE, NULL);
}
